using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lines;
using Pipeline.Tests.Rollbacks;
using Pipeline.Tools.Git;

namespace Pipeline.Tests.Runs;

/// <summary>A remote need not be called origin.</summary>
public sealed class RemoteChoiceTests : IDisposable
{
    private readonly LineRepository _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_only_remote_is_the_one_whatever_its_name()
    {
        Rename("gitlab");
        _app.Release("1.0.0");

        var start = (await _app.RunAsync("StartPatch", "--line=1.0")).ShouldEndWith(ExitCode.Done);
        var revert = (await _app.RunAsync("Revert", $"--commit={Second()}")).ShouldEndWith(ExitCode.Done);
        var finish = (await FinishAsync()).ShouldEndWith(ExitCode.Done);

        start.Output.ShouldContain("branch release-1.0 pushed to gitlab at 1.0.0,");
        PastedCommands.Plain(start).ShouldContain("git push gitlab release-1.0");
        PastedCommands.Plain(revert).ShouldContain(command => command.StartsWith("git push gitlab revert-"));
        finish.Output.ShouldContain("release-1.0 merged into main and pushed to gitlab as");
        (start.ToString() + revert + finish).ShouldNotContain("origin");
    }

    [Fact]
    public async Task Of_several_it_is_origin()
    {
        _app.Git.In("remote", "add", "fork", "/nowhere.git");
        _app.Release("1.0.0");

        (await _app.RunAsync("StartPatch", "--line=1.0"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("branch release-1.0 pushed to origin at 1.0.0,");
    }

    [Fact]
    public async Task A_setting_for_a_remote_that_is_not_there_makes_it_none()
    {
        Rename("gitlab");
        _app.Git.In("config", "remote.origin.prune", "true");
        _app.Release("1.0.0");

        (await _app.RunAsync("StartPatch", "--line=1.0"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("branch release-1.0 pushed to gitlab at 1.0.0,");
    }

    [Theory]
    [InlineData("StartPatch", "--line=1.0")]
    [InlineData("FinishPatch", "--line=1.0")]
    [InlineData("Revert", "--commit=HEAD~0")]
    [InlineData("CheckRollback", "--version=1.0.0", "--from=1.0.0")]
    [InlineData("Preflight", "--bump=patch")]
    public async Task Where_several_could_be_meant_they_are_listed_with_the_command_that_chooses(
        string target,
        params string[] arguments
    )
    {
        Rename("upstream");
        _app.Git.In("remote", "add", "fork", "/nowhere.git");
        _app.Release("1.0.0");
        Second();
        var before = _app.Everything();

        var run = (await _app.RunAsync(target, arguments)).ShouldEndWith(ExitCode.Usage);

        Told(run)
            .ShouldContain(
                $"{_app.Clone}: none of its remotes is called origin, so the one to release through is not known: fork, upstream; "
                    + $"git -C {_app.Clone} remote rename NAME origin makes one so"
            );
        _app.Everything().ShouldBe(before);
    }

    // A review reads commits alone.
    [Fact]
    public async Task Where_several_could_be_meant_a_branch_is_reviewed_all_the_same()
    {
        Rename("upstream");
        _app.Git.In("remote", "add", "fork", "/nowhere.git");
        _app.Release("1.0.0");

        (await _app.RunAsync("CheckMigrations")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Where_there_is_none_the_command_that_adds_one_is_named()
    {
        _app.Release("1.0.0");
        _app.Git.In("remote", "remove", "origin");

        var run = (await _app.RunAsync("StartPatch", "--line=1.0")).ShouldEndWith(ExitCode.Failed);

        Told(run).ShouldContain("there is no remote called origin");
        Told(run).ShouldContain("git remote add origin ADDRESS");
    }

    [Theory]
    [InlineData("CheckRollback", "--from=1.2.4")]
    [InlineData("Rollback", "--yes")]
    public async Task Going_back_is_judged_by_the_tags_of_the_remote_whatever_its_name(string target, string argument)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear, SampleMigrations.Unsafe);
        await fleet.ServeAsync("north", "1.2.4");
        // Were the clone asked, both versions would be the same.
        fleet.Git("tag", "--force", "1.2.2", "1.2.4^{commit}");
        fleet.Git("remote", "rename", "origin", "gitlab");

        var run = (await fleet.RunAsync(target, "--version=1.2.2", argument)).ShouldEndWith(ExitCode.Refused);

        run.ToString().ShouldContain("From 1.2.4 to 1.2.2: unsafe");
        run.ToString().ShouldNotContain("its own tags");
    }

    [Fact]
    public async Task A_release_goes_through_the_only_remote()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Git("remote", "rename", "origin", "gitlab");

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done).Output.ShouldContain("tag 1.2.3 pushed to ");
    }

    [Fact]
    public async Task Remotes_are_those_that_have_an_address()
    {
        _app.Git.In("remote", "add", "fork", "/nowhere.git");
        _app.Git.In("remote", "set-url", "--add", "fork", "/elsewhere.git");
        _app.Git.In("config", "remote.gone.prune", "true");

        var remotes = await new GitCheckout(_app.Git.Host).RemotesAsync(
            _app.Git.Settings,
            TestContext.Current.CancellationToken
        );

        remotes.ShouldBe(["fork", "origin"], ignoreOrder: true);
    }

    // A report breaks its lines.
    private static string Told(FinishedRun run) =>
        string.Join(' ', run.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void Rename(string remote) => _app.Git.In("remote", "rename", "origin", remote);

    // A commit on the main branch that the remote has.
    private string Second()
    {
        var commit = _app.Write("second.txt", "second");
        _app.Git.Push("heads/main");
        return commit;
    }

    private Task<FinishedRun> FinishAsync()
    {
        _app.Git.In("checkout", "--quiet", "-B", "release-1.0", "1.0.0");
        _app.Write("fix.txt", "fix");
        _app.Git.Push("heads/release-1.0");
        return _app.RunAsync("FinishPatch", "--line=1.0");
    }
}
