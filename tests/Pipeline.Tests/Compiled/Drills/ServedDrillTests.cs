using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;

namespace Pipeline.Tests.Compiled.Drills;

/// <summary>Every target on a drill that is served, from a second terminal, as it is on real regions.</summary>
public sealed class ServedDrillTests
{
    [Fact]
    public async Task The_three_commands_that_it_offers_do_what_they_say()
    {
        await using var drill = await ServedDrillProcess.StartAsync();

        drill.Offered.ShouldBe(["status", "rollback 1.2.2 uk", "deploy 1.2.4"]);
        var status = (await drill.RunAsync(drill.Offered[0])).ShouldEndWith(ExitCode.Done);
        status.Output.ShouldContain("2 regions: 2 healthy. Live: 1.2.3 in 2.");
        var back = (await drill.RunAsync($"{drill.Offered[1]} --yes --report=artifacts/back.html")).ShouldEndWith(
            ExitCode.Done
        );
        var page = await File.ReadAllTextAsync(
            Path.Combine(drill.Checkout, "artifacts", "back.html"),
            TestContext.Current.CancellationToken
        );
        page.ShouldContain("A drill: on embedded clusters of one machine.");
        GitCommand.In(drill.Checkout, "status", "--porcelain").ShouldBeEmpty();
        back.Output.ShouldContain("Rollback 1.2.2 succeeded");
        var forward = (await drill.RunAsync($"{drill.Offered[2]} --yes")).ShouldEndWith(ExitCode.Done);
        forward.Output.ShouldContain("Deploy 1.2.4 succeeded");
        (await drill.RunAsync("status")).Output.ShouldContain("2 regions: 2 healthy. Live: 1.2.4 in 2.");
    }

    [Fact]
    public async Task What_only_answers_answers_of_it()
    {
        await using var drill = await ServedDrillProcess.StartAsync();

        (await drill.RunAsync("plan 1.2.4"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("No problems found for 1.2.4.");
        (await drill.RunAsync("preflight 1.2.4"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("no problems found for 1.2.4");
        (await drill.RunAsync("check-rollback 1.2.2"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("From 1.2.3 to 1.2.2: no schema obstacle found");
        (await drill.RunAsync("credentials"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("every credential can do what a release does");
        (await drill.RunAsync("history uk"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("1.2.2  1.2.3  succeeded");
        (await drill.RunAsync("status --schema"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("3 of 3 migrations of 1.2.3");
    }

    [Fact]
    public async Task A_line_is_patched_a_commit_taken_back_and_manifests_are_applied()
    {
        await using var drill = await ServedDrillProcess.StartAsync();

        (await drill.RunAsync("apply-manifests uk --yes")).ShouldEndWith(ExitCode.Done);
        (await drill.RunAsync("unlock uk --yes")).ShouldEndWith(ExitCode.Done).Output.ShouldContain("nobody holds");
        // As docs/patching.md has it: with a newer line in the other region.
        (await drill.RunAsync("deploy --bump=minor --regions=qatar --yes")).ShouldEndWith(ExitCode.Done);
        (await drill.RunAsync("start-patch 1.2 --yes")).ShouldEndWith(ExitCode.Done);
        await drill.GitAsync("checkout --quiet release-1.2");
        await drill.GitAsync("commit --quiet --allow-empty --message=Fix");
        await drill.GitAsync("push --quiet origin release-1.2");
        var patched = (await BuiltAsync(drill, "deploy --bump=patch --regions=uk --yes")).ShouldEndWith(ExitCode.Done);
        patched.Output.ShouldContain("Deploy 1.2.4 succeeded");
        (await drill.RunAsync("finish-patch --line=1.2 --yes"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("release-1.2 merged into master");
        (await drill.RunAsync("revert --commit=1.2.3 --drop-migrations --yes")).ShouldEndWith(ExitCode.Done);

        var remote = GitCommand.In(Path.Combine(drill.Folder, "origin.git"), "--git-dir=.", "for-each-ref");
        remote.ShouldContain("refs/heads/release-1.2");
        remote.ShouldContain("refs/tags/1.2.4");
        GitCommand.In(drill.Checkout, "branch", "--list", "revert-*").ShouldContain("revert-");
        GitCommand.In(drill.Checkout, "status", "--porcelain").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_to_be_built_here_needs_an_engine_and_says_so()
    {
        await using var drill = await ServedDrillProcess.StartAsync();

        var run = await drill.RunAsync("build-image 1.2.9 --exclusive --yes");

        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        $"{run.Output}{run.Errors}".ShouldContain("Docker", Case.Insensitive);
    }

    [Fact]
    public async Task Nothing_of_the_persons_own_is_touched_and_all_of_it_goes_at_Control_C()
    {
        await using var drill = await ServedDrillProcess.StartAsync();
        (await drill.RunAsync("credentials uk")).ShouldEndWith(ExitCode.Done);
        (await drill.RunAsync("deploy 1.2.4 uk --yes")).ShouldEndWith(ExitCode.Done);

        var end = (await drill.StopAsync()).ShouldEndWith(ExitCode.Done);

        end.Output.ShouldContain("The records of these runs stay below");
        Directory.EnumerateFileSystemEntries(drill.Home).ShouldBeEmpty();
        drill.Left.ShouldBeEmpty();
    }

    // CI takes a moment from a push to the images.
    private static async Task<FinishedRun> BuiltAsync(ServedDrillProcess drill, string commandLine)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        return await drill.RunAsync(commandLine);
    }
}
