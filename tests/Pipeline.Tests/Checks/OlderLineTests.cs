namespace Pipeline.Tests.Checks;

/// <summary>What the main branch holds already is not released from it under an older number.</summary>
public sealed class OlderLineTests : IDisposable
{
    private const string Reason =
        "1.0.4 is older than 1.1.0, which main contains: all of that would go out under the older number";

    private readonly CheckedOut _application = new();

    public OlderLineTests()
    {
        _application.Publish("1.0.3");
        Commit("of 1.1");
        _application.Publish("1.1.0");
        Commit("of 1.2");
    }

    public void Dispose() => _application.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_next_version_of_an_older_line_comes_from_its_branch(bool hasBranch)
    {
        if (hasBranch)
            PushLine();

        var findings = await _application.FindingsAsync("1.0.4");

        var next = hasBranch ? "git checkout release-1.0" : "./build.sh --target=StartPatch --line=1.0";
        findings.ShouldBe([$"{Reason}; next: {next}; or --allow-version-gap, where the tag 1.1.0 is a mistake"]);
    }

    [Fact]
    public async Task Whoever_says_so_goes_on_beside_a_tag_that_was_made_by_mistake() =>
        (await _application.FindingsAsync("1.0.4", options => options with { AllowVersionGap = true })).ShouldBeEmpty();

    [Fact]
    public async Task It_is_released_from_there()
    {
        PushLine();
        _application.Git.In("checkout", "--quiet", "release-1.0");

        (await _application.FindingsAsync("1.0.4")).ShouldBeEmpty();
    }

    [Fact]
    public async Task From_a_third_branch_the_way_leads_there_too()
    {
        PushLine();
        _application.Git.In("checkout", "--quiet", "-b", "feature");

        (await _application.FindingsAsync("1.0.4")).ShouldBe([
            "1.0.4 is released from main or release-1.0, not from feature; next: git checkout release-1.0",
        ]);
    }

    [Theory]
    [InlineData("1.1.1")]
    [InlineData("1.2.0")]
    [InlineData("2.0.0")]
    public async Task What_is_newer_than_all_that_it_holds_is_released_from_the_main_branch(string version) =>
        (await _application.FindingsAsync(version)).ShouldBeEmpty();

    [Fact]
    public async Task A_number_that_was_left_out_stays_left_out()
    {
        _application.Publish("1.1.2");
        Commit("of 1.1.3");

        (await _application.FindingsAsync("1.1.1")).ShouldBe([
            "1.1.1 is older than 1.1.2, which main contains: all of that would go out under the older number; next: choose a newer version: 1.1.3, 1.2.0, 2.0.0; or --allow-version-gap, where the tag 1.1.2 is a mistake",
        ]);
    }

    [Fact]
    public async Task A_line_that_has_no_version_has_no_branch_to_go_to() =>
        (await _application.FindingsAsync("0.9.0"))
            .ShouldHaveSingleItem()
            .ShouldEndWith(
                "next: choose a newer version: 1.1.1, 1.2.0, 2.0.0; or --allow-version-gap, where the tag 1.1.0 is a mistake"
            );

    [Fact]
    public async Task A_newer_version_that_the_main_branch_does_not_hold_is_no_obstacle()
    {
        _application.PublishAside("2.0.0");

        (await _application.FindingsAsync("1.1.1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_tags_of_the_remote_count_and_not_those_of_the_clone()
    {
        _application.Git.In("tag", "--delete", "1.1.0");

        (await _application.FindingsAsync("1.0.4")).ShouldHaveSingleItem().ShouldStartWith(Reason);
    }

    [Fact]
    public async Task What_is_tagged_at_this_commit_is_released_whatever_its_number_is()
    {
        _application.Publish("1.0.4");

        (await _application.FindingsAsync("1.0.4")).ShouldBeEmpty();
        _application.Git.In("checkout", "--quiet", "--detach");
        (await _application.FindingsAsync("1.0.4", options => options with { CiRef = "1.0.4" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clone_that_was_cut_off_does_not_know_it()
    {
        File.WriteAllText(Path.Combine(_application.Git.Clone, ".git", "shallow"), $"{_application.Git.Head}\n");

        (await _application.FindingsAsync("1.0.4"))
            .ShouldHaveSingleItem()
            .ShouldContain("the clone is shallow, so it is not known whether main contains 1.1.0");
    }

    private void Commit(string file)
    {
        _application.Git.Commit(file);
        _application.Git.Push("heads/main");
    }

    private void PushLine()
    {
        _application.Git.In("checkout", "--quiet", "-b", "release-1.0", "1.0.3");
        _application.Git.Commit("fix");
        _application.Git.Push("heads/release-1.0");
        _application.Git.In("checkout", "--quiet", "main");
    }
}
