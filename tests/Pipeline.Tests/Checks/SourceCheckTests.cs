using Releases.Versions;

namespace Pipeline.Tests.Checks;

public sealed class SourceCheckTests : IDisposable
{
    private readonly CheckedOut _application = new();

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task A_clean_main_branch_that_is_level_with_its_remote_is_released()
    {
        _application.Publish("1.2.2");
        var head = _application.Git.Commit("second");
        _application.Git.Push("heads/main");

        (await _application.FindingsAsync("1.2.3")).ShouldBeEmpty();

        var record = _application.Record;
        record.Version.ShouldBe("1.2.3");
        record.Commit.ShouldBe(head);
    }

    [Fact]
    public async Task Where_the_remote_is_at_the_same_commit_nothing_is_fetched()
    {
        _application.Publish("1.2.2");
        _application.Git.In("update-ref", "-d", "refs/remotes/origin/main");

        (await _application.FindingsAsync("1.2.3")).ShouldBeEmpty();

        _application.Git.In("for-each-ref", "refs/remotes").ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_branch_is_not()
    {
        _application.Git.In("checkout", "--quiet", "-b", "feature");

        (await _application.FindingsAsync("1.2.3")).ShouldBe([
            "1.2.3 is released from main or release-1.2, not from feature; next: git checkout main",
        ]);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("feature")]
    [InlineData("release-1.1")]
    public async Task Where_the_remote_has_no_main_branch_the_checkout_is_not_the_applications(string branch)
    {
        if (branch != "main")
            _application.Git.In("checkout", "--quiet", "-b", branch);
        _application.MainBranch = "master";

        (await _application.FindingsAsync("1.2.3")).ShouldBe([
            $"the remote of {_application.Git.Clone} has no branch master: this is not the application's checkout; next: run it there, or name it with --app=DIR; another main branch is named by mainBranch in fleet.yaml",
        ]);
    }

    [Fact]
    public async Task The_release_branch_of_the_line_is()
    {
        _application.Publish("1.2.2");
        _application.Git.In("checkout", "--quiet", "-b", "release-1.2");
        _application.Git.Commit("fix");
        _application.Git.Push("heads/release-1.2");

        (await _application.FindingsAsync("1.2.3")).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_the_release_branch_nothing_but_the_lines_next_patch_is_released()
    {
        _application.Publish("1.2.2");
        _application.Publish("1.3.0");
        // Somebody left 1.2.4 out, so that 1.2.4 follows from an existing version, but not from the latest.
        _application.Publish("1.2.3");
        _application.Publish("1.2.5");
        _application.Git.In("checkout", "--quiet", "-b", "release-1.2");
        _application.Git.Commit("fix");
        _application.Git.Push("heads/release-1.2");

        (await _application.FindingsAsync("1.2.6")).ShouldBeEmpty();
        (await _application.FindingsAsync("1.2.4")).ShouldBe([
            "1.2.4 follows from no existing version; possible: 1.2.6; next: choose one, or --allow-version-gap",
        ]);
        (await _application.FindingsAsync("1.3.1")).ShouldHaveSingleItem().ShouldContain("not from release-1.2");
    }

    [Fact]
    public async Task The_release_branch_of_another_line_is_not()
    {
        _application.Git.In("checkout", "--quiet", "-b", "release-1.1");

        (await _application.FindingsAsync("1.2.3"))
            .ShouldHaveSingleItem()
            .ShouldStartWith("1.2.3 is released from main or release-1.2, not from release-1.1");
    }

    [Fact]
    public async Task What_is_not_committed_is_named()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "e", "f", "g" })
            _application.Git.Write(name);

        (await _application.FindingsAsync("1.2.3")).ShouldBe([
            $"{_application.Git.Clone}: not committed: a, b, c, d, e and 2 more; next: git stash --include-untracked, or commit",
        ]);
    }

    [Fact]
    public async Task Commits_that_the_remote_does_not_have_are_counted()
    {
        _application.Git.Commit("second");

        (await _application.FindingsAsync("1.2.3")).ShouldBe([
            "main has 1 commit that the remote does not have; next: git push origin main",
        ]);
    }

    [Fact]
    public async Task Commits_that_only_the_remote_has_are_counted_though_nobody_fetched_them()
    {
        _application.Git.Commit("second");
        _application.Git.Commit("third");
        _application.Git.Push("heads/main");
        _application.Git.In("reset", "--quiet", "--hard", "HEAD~2");
        _application.Git.In("update-ref", "-d", "refs/remotes/origin/main");

        (await _application.FindingsAsync("1.2.3")).ShouldBe([
            "main is 2 commits behind the remote; next: git pull origin main",
        ]);
    }

    [Fact]
    public async Task A_branch_that_went_another_way_is_both()
    {
        _application.Git.Commit("theirs");
        _application.Git.Push("heads/main");
        _application.Git.In("reset", "--quiet", "--hard", "HEAD~1");
        _application.Git.Commit("ours");

        (await _application.FindingsAsync("1.2.3")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_tag_on_another_commit_is_an_obstacle()
    {
        _application.Publish("1.2.3");
        var tagged = _application.Git.Head[..12];
        var head = _application.Git.Commit("second")[..12];
        _application.Git.Push("heads/main");

        (await _application.FindingsAsync("1.2.3")).ShouldBe([
            $"tag 1.2.3 exists at {tagged}, but {head} is checked out; next: git checkout 1.2.3 to release that, or choose another version",
        ]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tag_of_another_commit_is_got_by_commands_that_work_in_every_clone(bool isStale)
    {
        _application.Publish("1.2.3");
        var stale = _application.Git.Head[..12];
        var tagged = _application.Git.Commit("second");
        _application.Git.Push("heads/main");
        _application.Git.In("tag", "--force", "--annotate", "--message=y", "1.2.3");
        _application.Git.Push("tags/1.2.3");
        if (isStale)
            _application.Git.In("tag", "--force", "--annotate", "--message=x", "1.2.3", "HEAD~1");
        else
            _application.Git.In("tag", "--delete", "1.2.3");
        var head = _application.Git.Commit("third")[..12];
        _application.Git.Push("heads/main");
        var own = isStale ? $" (the one of this clone is stale, at {stale})" : "";

        (await _application.FindingsAsync("1.2.3")).ShouldBe([
            $"tag 1.2.3 exists at {tagged[..12]}{own}, but {head} is checked out; next: git fetch origin refs/tags/1.2.3, then git checkout {tagged[..12]} to release that, or choose another version",
        ]);

        _application.Git.In("fetch", "--quiet", "origin", "refs/tags/1.2.3");
        _application.Git.In("checkout", "--quiet", tagged[..12]);
        (await _application.FindingsAsync("1.2.3")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_on_this_commit_is_welcome_wherever_HEAD_is()
    {
        _application.Publish("1.2.3");
        _application.Git.In("checkout", "--quiet", "--detach", "1.2.3");

        (await _application.FindingsAsync("1.2.3")).ShouldBeEmpty();
    }

    [Fact]
    public async Task CI_on_a_tag_needs_no_branch()
    {
        _application.Publish("1.2.3");
        _application.Git.In("checkout", "--quiet", "--detach", "1.2.3");

        (await _application.FindingsAsync("1.2.3", options => options with { CiRef = "1.2.3" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task CI_on_the_main_branch_is_on_it_though_HEAD_is_detached()
    {
        _application.Git.In("checkout", "--quiet", "--detach");

        (await _application.FindingsAsync("1.2.3", options => options with { CiRef = "main" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_detached_HEAD_without_a_tag_is_not_released()
    {
        _application.Git.In("checkout", "--quiet", "--detach");

        (await _application.FindingsAsync("1.2.3"))
            .ShouldHaveSingleItem()
            .ShouldStartWith("1.2.3 is released from main or release-1.2, not from a detached HEAD");
    }

    [Fact]
    public async Task A_version_that_follows_from_none_is_refused_with_those_that_would()
    {
        _application.Publish("1.2.2");
        _application.PublishAside("2.0.0");
        _application.Publish("not-a-version");

        (await _application.FindingsAsync("1.2.4")).ShouldBe([
            "1.2.4 follows from no existing version; possible: 1.2.3, 2.0.1, 2.1.0, 3.0.0; next: choose one, or --allow-version-gap",
        ]);
    }

    [Fact]
    public async Task Such_a_version_is_taken_when_it_is_meant()
    {
        _application.Publish("1.2.2");

        (await _application.FindingsAsync("1.2.4", options => options with { AllowVersionGap = true })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tags_that_only_this_checkout_has_do_not_count()
    {
        _application.Git.In("tag", "1.2.3");

        (await _application.FindingsAsync("1.2.3")).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_that_is_wrong_is_found_together()
    {
        _application.Publish("1.2.2");
        _application.Git.In("checkout", "--quiet", "-b", "feature");
        _application.Git.Write("stray");

        (await _application.FindingsAsync("1.2.9")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_tag_of_staging_may_come_from_anywhere_but_is_committed()
    {
        _application.Git.In("checkout", "--quiet", "-b", "feature");
        (await _application.FindingsAsync("feature-x")).ShouldBeEmpty();

        _application.Git.Write("stray");
        (await _application.FindingsAsync("feature-x")).ShouldHaveSingleItem().ShouldContain("not committed: stray");
    }

    [Fact]
    public async Task A_run_that_does_not_tag_asks_only_that_the_tag_is_not_elsewhere()
    {
        _application.Git.In("checkout", "--quiet", "-b", "feature");

        (await _application.FindingsAsync("1.2.3", tasks: ["Preflight", "Custom"])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asked_alone_it_speaks_for_the_whole_chain()
    {
        _application.Git.In("checkout", "--quiet", "-b", "feature");

        (await _application.FindingsAsync("1.2.3", tasks: "Preflight")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_branch_that_was_never_pushed_is_a_finding_with_the_way_out()
    {
        _application.Git.In("checkout", "--quiet", "-b", "release-1.2");

        (await _application.FindingsAsync("1.2.3")).ShouldHaveSingleItem().ShouldContain("next: Push it: git push");
    }

    [Theory]
    [InlineData("main", Increment.Patch, "2.0.1")]
    [InlineData("main", Increment.Minor, "2.1.0")]
    [InlineData("release-1.2", Increment.Patch, "1.2.3")]
    public async Task An_increment_counts_from_the_line_of_the_branch(string branch, Increment bump, string version)
    {
        _application.Publish("1.2.2");
        _application.Publish("2.0.0");
        _application.Git.In("checkout", "--quiet", "-B", branch);
        _application.Git.Push($"heads/{branch}");

        (await _application.FindingsAsync(null, options => options with { Bump = bump })).ShouldBeEmpty();

        _application.Record.Version.ShouldBe(version);
    }

    [Theory]
    [InlineData("1.2.3", "1.2.4", Increment.Patch)]
    [InlineData("1.2.3", "1.3.0", Increment.Minor)]
    [InlineData("1.2.3", "2.0.0", Increment.Major)]
    public async Task An_increment_that_was_counted_for_this_commit_is_not_counted_again(
        string before,
        string counted,
        Increment bump
    )
    {
        _application.Publish(before);
        _application.Git.Commit("second");
        _application.Git.Push("heads/main");
        _application.Publish(counted);

        (await _application.FindingsAsync(null, options => options with { Bump = bump })).ShouldBeEmpty();

        _application.Record.Version.ShouldBe(counted);
    }

    [Theory]
    [InlineData("1.2.4", Increment.Minor, "1.3.0")]
    [InlineData("1.3.0", Increment.Patch, "1.3.1")]
    [InlineData("2.0.0", Increment.Minor, "2.1.0")]
    [InlineData("1.2.4", Increment.Major, "2.0.0")]
    public async Task What_another_increment_has_made_of_this_commit_is_counted_from(
        string tagged,
        Increment bump,
        string version
    )
    {
        _application.Publish("1.2.3");
        _application.Git.Commit("second");
        _application.Git.Push("heads/main");
        _application.Publish(tagged);

        (await _application.FindingsAsync(null, options => options with { Bump = bump })).ShouldBeEmpty();

        _application.Record.Version.ShouldBe(version);
    }

    [Fact]
    public async Task The_next_commit_is_counted_as_ever()
    {
        _application.Publish("1.2.3");
        _application.Git.Commit("second");
        _application.Publish("1.2.4");
        _application.Git.Commit("third");
        _application.Git.Push("heads/main");

        (await _application.FindingsAsync(null, options => options with { Bump = Increment.Patch })).ShouldBeEmpty();

        _application.Record.Version.ShouldBe("1.2.5");
    }

    [Theory]
    [InlineData("release-1.2", Increment.Minor, "--bump=minor: on release-1.2 only a patch can follow")]
    [InlineData("main", Increment.Patch, "--bump: there is no version yet to count from; give --version=X.Y.Z")]
    public async Task An_increment_that_leads_nowhere_is_a_usage_error(string branch, Increment bump, string problem)
    {
        _application.Git.In("checkout", "--quiet", "-B", branch);

        (await _application.FindingsAsync(null, options => options with { Bump = bump })).ShouldBe([problem]);
    }
}
