using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Checks;

public sealed class CheckoutCheckTests
{
    [Fact]
    public async Task A_folder_without_git_is_no_checkout()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();

        var run = (await fleet.RunAsync("Preflight", $"--app={folder.Path}")).ShouldEndWith(ExitCode.Refused);

        run.ToString()
            .ShouldContain($"{folder.Path} is no git checkout; next: Name the application's checkout: --app=DIR");
        run.ToString().ShouldNotContain("origin");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("taken")]
    [InlineData("taken/below")]
    [InlineData("backup~/checkout")]
    public async Task A_folder_that_is_not_there_is_named_and_git_is_not_to_be_installed(string name)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        folder.Write("taken", "a file, not a folder");

        var run = (await fleet.RunAsync("Preflight", $"--app={folder[name]}")).ShouldEndWith(ExitCode.Refused);

        run.ToString()
            .Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.Contains(folder[name], StringComparison.Ordinal))
            .ShouldBe([
                $"Error: {folder[name]}: there is no such folder; next: Name the application's checkout: --app=DIR",
            ]);
        run.ToString().ShouldNotContain("Install git");
    }

    [Fact]
    public async Task Who_cannot_tag_is_told_so_before_the_question_and_only_where_a_tag_is_made()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Git("config", "user.name", "");

        foreach (var target in (string[])["Preflight", "Deploy", "Tag"])
        {
            var run = (await fleet.RunAsync(target)).ShouldEndWith(ExitCode.Refused);

            string.Join(' ', run.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .ShouldContain(
                    "git var: git does not know your name; next: git config --global user.name 'Your Name'; "
                        + "git config --global user.email you@example.com"
                );
        }
        fleet.Git("tag", "1.2.3");
        fleet.Push("tags/1.2.3");

        (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Looking_at_a_rollout_needs_neither_a_checkout_nor_a_remote()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        (await fleet.RunAsync("VerifyRollout", "--exclusive", "--app=/nowhere")).ShouldEndWith(ExitCode.Done);
    }
}
