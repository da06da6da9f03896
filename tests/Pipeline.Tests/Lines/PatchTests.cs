using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Lines;

public sealed class PatchTests : IDisposable
{
    private readonly LineRepository _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_line_is_patched_from_its_latest_tag()
    {
        var latest = ReleaseLines();

        var run = await StartAsync("1.0");

        run.ShouldEndWith(ExitCode.Done).Output.ShouldContain("branch release-1.0 pushed to origin at 1.0.1,");
        PastedCommands.ShouldBeTypable(run);
        PastedCommands
            .Plain(run)
            .ShouldBe([
                "git checkout -b release-1.0 origin/release-1.0",
                "git cherry-pick -x COMMIT",
                "git push origin release-1.0",
                "./build.sh --target=Status",
                "./build.sh --target=Deploy --bump=patch --regions=REGION",
                "./build.sh --target=FinishPatch --line=1.0",
            ]);
        run.Said.ShouldContain("Then 1.0.2 is released from there, to the regions that serve 1.0.");
        _app.Remote("release-1.0").ShouldBe(latest);
        _app.Git.In("branch", "--show-current").ShouldBe("main");
        (run.Record.Version, run.Record.Commit).ShouldBe(("1.0", latest));
    }

    [Theory]
    // A clone that was made with --single-branch or --depth.
    [InlineData("git config remote.origin.fetch +refs/heads/main:refs/remotes/origin/main")]
    [InlineData("git update-ref refs/remotes/fork/release-1.0 1.0.1", "git remote add fork .")]
    [InlineData("git branch --quiet release-1.0 1.0.1")]
    [InlineData("git checkout --quiet -b release-1.0 1.0.1")]
    public async Task What_it_prints_works_wherever_it_has_worked_itself(params string[] commands)
    {
        ReleaseLines();
        await StartAsync("1.0");
        var patched = Patch("fix", "1");
        _app.Git.In("checkout", "--quiet", "main");
        Type(["git branch --quiet -D release-1.0", "git update-ref -d refs/remotes/origin/release-1.0", .. commands]);
        var main = _app.Git.In("rev-parse", "main");

        var run = (await StartAsync("1.0")).ShouldEndWith(ExitCode.Done);
        PastedCommands.ShouldBeTypable(run);
        Type(
            PastedCommands
                .Plain(run)
                .TakeWhile(command => !command.StartsWith("git cherry-pick", StringComparison.Ordinal))
        );

        _app.Git.In("branch", "--show-current").ShouldBe("release-1.0");
        _app.Git.Head.ShouldBe(patched);
        _app.Git.In("rev-parse", "main").ShouldBe(main);
    }

    [Fact]
    public async Task Where_its_first_command_fails_the_next_ones_leave_the_main_branch_alone()
    {
        ReleaseLines();
        await StartAsync("1.0");
        Patch("fix", "1");
        _app.Git.In("checkout", "--quiet", "main");
        // A change that no checkout of the line may take away.
        File.WriteAllText(Path.Combine(_app.Clone, "third"), "being written");
        var main = _app.Git.Head;

        var run = (await StartAsync("1.0")).ShouldEndWith(ExitCode.Done);
        foreach (
            var command in PastedCommands
                .Plain(run)
                .Where(command => command.StartsWith("git ", StringComparison.Ordinal))
        )
            _app.Git.In("-c", $"alias.try=!{command} || true", "try");

        _app.Git.In("branch", "--show-current").ShouldBe("main");
        _app.Git.Head.ShouldBe(main);
    }

    [Fact]
    public async Task A_clone_of_the_lines_branch_alone_merges_by_hand_into_the_main_branch()
    {
        ReleaseLines();
        await StartAsync("1.0");
        Patch("first", "patched");
        _app.Git.In("checkout", "--quiet", "main");
        _app.Write("first", "changed on main");
        _app.Git.Push("heads/main");
        _app.Git.In("checkout", "--quiet", "release-1.0");
        _app.Git.In("branch", "--quiet", "-D", "main");
        _app.Git.In("config", "remote.origin.fetch", "+refs/heads/release-1.0:refs/remotes/origin/release-1.0");
        _app.Git.In("update-ref", "-d", "refs/remotes/origin/main");

        var run = (await FinishAsync()).ShouldEndWith(ExitCode.Refused);

        PastedCommands
            .Plain(run)
            .ShouldBe([
                "git checkout -b main origin/main",
                "git merge --no-ff origin/release-1.0",
                "git push origin main",
            ]);
        Type(PastedCommands.Plain(run).Take(1));
        _app.Git.Head.ShouldBe(_app.Remote("main"));
    }

    [Fact]
    public async Task A_clone_that_lacks_the_tag_will_do()
    {
        var latest = ReleaseLines();
        _app.Git.In("tag", "--delete", "1.0.1");

        (await StartAsync("1.0")).ShouldEndWith(ExitCode.Done);

        _app.Remote("release-1.0").ShouldBe(latest);
    }

    [Fact]
    public async Task A_branch_that_is_there_already_is_left_and_said()
    {
        ReleaseLines();
        await StartAsync("1.0");
        var before = _app.Everything();

        var again = await StartAsync("1.0");
        _app.Everything().ShouldBe(before);
        var patched = Patch("fix", "1");
        var progress = await StartAsync("1.0");

        again.ShouldEndWith(ExitCode.Done).Output.ShouldContain("branch release-1.0 is there already, at 1.0.1");
        progress.ShouldEndWith(ExitCode.Done).Output.ShouldContain("release-1.0 is in progress: 1 commit since 1.0.1");
        _app.Remote("release-1.0").ShouldBe(patched);
    }

    [Fact]
    public async Task A_branch_of_that_name_that_leads_elsewhere_is_refused()
    {
        ReleaseLines();
        _app.Git.In("push", "--quiet", "origin", "1.0.0^{commit}:refs/heads/release-1.0");
        var before = _app.Everything();

        var run = await StartAsync("1.0");

        run.ShouldEndWith(ExitCode.Refused).Output.ShouldContain("which does not follow from 1.0.1");
        _app.Everything().ShouldBe(before);
    }

    [Theory]
    [InlineData("3.7", "--line: the remote has no version of 3.7; known: 1.0, 1.1, 2.0")]
    [InlineData("1.0.1", "--line: '1.0.1' is not a line X.Y")]
    public async Task A_line_that_is_none_is_a_usage_error(string line, string problem)
    {
        ReleaseLines();

        var run = (await StartAsync(line)).ShouldEndWith(ExitCode.Usage);

        (run.Output + run.Errors).ShouldContain(problem);
    }

    [Fact]
    public async Task On_its_branch_a_line_goes_on_by_its_next_patch_and_by_that_only()
    {
        ReleaseLines();
        await StartAsync("1.0");
        Patch("fix", "1");

        // No cluster is there: git alone is asked about, and it has nothing against 1.0.2.
        var patch = await _app.RunAsync("Tag", "--exclusive", "--bump=patch");
        var minor = await _app.RunAsync("Tag", "--exclusive", "--bump=minor");

        patch.ShouldEndWith(ExitCode.Done).Output.ShouldContain("tag 1.0.2 pushed");
        _app.Git.InRemote("rev-parse", "1.0.2^{commit}").ShouldBe(_app.Remote("release-1.0"));
        minor
            .ShouldEndWith(ExitCode.Usage)
            .Output.ShouldContain("--bump=minor: on release-1.0 only a patch can follow");
    }

    [Fact]
    public async Task The_same_command_on_the_same_commit_makes_no_further_version()
    {
        ReleaseLines();
        await StartAsync("1.0");
        Patch("fix", "1");
        (await _app.RunAsync("Tag", "--exclusive", "--bump=patch")).ShouldEndWith(ExitCode.Done);
        var before = _app.Everything();

        var again = await _app.RunAsync("Tag", "--exclusive", "--bump=patch");
        // The registry and the region of this fleet are not there.
        var whole = await _app.RunAsync("Preflight", "--bump=patch");

        again.ShouldEndWith(ExitCode.Done).Output.ShouldContain("1.0.2 is tagged at");
        whole.Output.ShouldContain("1.0.2: this commit has that tag already; nothing new is counted");
        _app.Everything().ShouldBe(before);
    }

    [Fact]
    public async Task In_a_shallow_clone_nothing_is_said_of_history_that_it_does_not_have()
    {
        ReleaseLines();
        await StartAsync("1.0");
        var patched = Patch("fix", "1");
        CutOff(patched);

        var start = await StartAsync("1.0");
        _app.Git.In("fetch", "--quiet", "--unshallow", "--tags");
        var again = await StartAsync("1.0");

        start
            .ShouldEndWith(ExitCode.Failed)
            .Said.ShouldContain("the clone is shallow, so it is not known whether release-1.0 follows from 1.0.1");
        start.Said.ShouldContain("git fetch --unshallow --tags origin, then the same command again");
        again.ShouldEndWith(ExitCode.Done).Output.ShouldContain("is in progress: 1 commit since 1.0.1");
    }

    [Fact]
    public async Task A_shallow_clone_merges_nothing_that_it_does_not_know()
    {
        ReleaseLines();
        await StartAsync("1.0");
        CutOff(Patch("fix", "1"), _app.Remote("main"));
        var before = _app.Everything();

        (await FinishAsync())
            .ShouldEndWith(ExitCode.Failed)
            .Said.ShouldContain("the clone is shallow, so it is not known whether main has release-1.0 already");
        _app.Everything().ShouldBe(before);
    }

    [Fact]
    public async Task A_finished_patch_is_merged_into_the_main_branch_and_pushed()
    {
        ReleaseLines();
        await StartAsync("1.0");
        var patched = Patch("fix", "1");
        _app.Git.In("checkout", "--quiet", "main");
        var main = _app.Remote("main");

        _app.Git.In("checkout", "--quiet", "release-1.0");
        var run = await FinishAsync();

        run.ShouldEndWith(ExitCode.Done).Output.ShouldContain("release-1.0 merged into main and pushed to origin as");
        PastedCommands.ShouldBeTypable(run);
        PastedCommands.Plain(run).ShouldBe(["git fetch origin main:main", "git checkout main"]);
        _app.Git.InRemote("log", "-1", "--format=%P%n%s", "main")
            .ShouldBe($"{main} {patched}\nMerge branch 'release-1.0' into main");
        _app.Git.In("rev-parse", "main").ShouldBe(main);
        Type(PastedCommands.Plain(run));
        _app.Git.In("rev-parse", "main").ShouldBe(_app.Remote("main"));
        _app.Git.In("worktree", "list").Split('\n').Length.ShouldBe(1);
        run.Record.Regions.ShouldBeEmpty();
        (await FinishAsync())
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("nothing to do: main has all of release-1.0 already");
    }

    [Fact]
    public async Task A_conflict_leaves_everything_as_it_was_and_says_how_to_go_on()
    {
        ReleaseLines();
        await StartAsync("1.0");
        Patch("first", "patched");
        _app.Git.In("checkout", "--quiet", "main");
        _app.Write("first", "changed on main");
        _app.Git.Push("heads/main");
        var before = _app.Everything();

        var run = await FinishAsync();

        run.ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("- release-1.0 and main conflict in first; nothing was changed");
        run.Output.ShouldContain("next: merge by hand, with the commands above");
        _app.Everything().ShouldBe(before);
        PastedCommands.ShouldBeTypable(run);
        PastedCommands
            .Plain(run)
            .ShouldBe(["git pull origin main", "git merge --no-ff origin/release-1.0", "git push origin main"]);
    }

    [Fact]
    public async Task What_is_not_committed_or_not_pushed_is_not_left_behind()
    {
        ReleaseLines();
        await StartAsync("1.0");
        Patch("fix", "1");
        _app.Write("more", "not pushed");
        var unpushed = await FinishAsync();
        _app.Git.Write("dirty");
        var dirty = await FinishAsync();

        unpushed.ShouldEndWith(ExitCode.Refused).Output.ShouldContain("release-1.0 has commits here that the remote");
        dirty.ShouldEndWith(ExitCode.Refused).Output.ShouldContain("not committed: dirty");
    }

    [Fact]
    public async Task A_main_branch_that_nobody_may_push_to_stays_where_it_is()
    {
        ReleaseLines();
        await StartAsync("1.0");
        Patch("fix", "1");
        _app.Git.RefusePushes();
        var before = _app.Everything();

        (await FinishAsync()).ShouldEndWith(ExitCode.Failed).Output.ShouldContain("refused the push");

        _app.Everything().ShouldBe(before);
    }

    [Fact]
    public async Task A_line_that_nobody_patches_cannot_be_finished()
    {
        ReleaseLines();

        var run = await FinishAsync();

        run.ShouldEndWith(ExitCode.Refused).Output.ShouldContain("the remote has no branch release-1.0");
        run.Output.ShouldContain("next: ./build.sh --target=StartPatch --line=1.0");
    }

    [Fact]
    public async Task A_mistyped_line_is_answered_with_those_that_are_patched_and_makes_none()
    {
        ReleaseLines();
        await StartAsync("1.0");
        var one = await _app.RunAsync("FinishPatch", "--line=1.1");
        await StartAsync("2.0");
        var before = _app.Everything();

        var two = await _app.RunAsync("FinishPatch", "--line=1.1");

        one.ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("- the remote has no branch release-1.1, but release-1.0\n");
        one.Output.ShouldContain("next: --line=1.0\n");
        two.ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("- the remote has no branch release-1.1, but release-1.0, release-2.0\n");
        two.Output.ShouldContain("next: --line=1.0 or --line=2.0\n");
        $"{one}{two}".ShouldNotContain("StartPatch");
        _app.Everything().ShouldBe(before);
    }

    [Fact]
    public async Task The_question_before_the_merge_shows_what_is_merged_and_no_more_than_a_person_reads()
    {
        ReleaseLines();
        await StartAsync("1.0");
        Patch("first-fix", "1");
        var before = _app.Everything();

        var one = await _app.AskedAsync("n", "FinishPatch", "--line=1.0");
        _app.Everything().ShouldBe(before);
        foreach (var number in Enumerable.Range(2, 19))
            Patch($"fix-{number}", "1");
        var many = await _app.AskedAsync("y", "FinishPatch", "--line=1.0");

        one.ShouldEndWith(ExitCode.Refused).ToString().ShouldContain("release-1.0 brings 1 commit to main:");
        one.ToString().ShouldContain("Change first-fix");
        many.ShouldEndWith(ExitCode.Done).ToString().ShouldContain("release-1.0 brings 20 commits to main:");
        many.ToString().ShouldContain("Change fix-6");
        many.ToString().ShouldNotContain("Change fix-5");
        many.ToString().ShouldContain("    and 5 more");
    }

    [Fact]
    public async Task A_merge_of_what_the_main_branch_has_by_another_name_is_said_so()
    {
        ReleaseLines();
        await StartAsync("1.0");
        var fix = Patch("fix", "1");
        _app.Git.In("checkout", "--quiet", "main");
        _app.Git.In("cherry-pick", fix);
        _app.Git.Push("heads/main");

        var run = await _app.AskedAsync("n", "FinishPatch", "--line=1.0");

        run.ToString().ShouldContain("release-1.0 brings nothing that main does not have under another name to main.");
    }

    // Two releases of 1.0, and newer lines on top; returns the commit of 1.0.1.
    private string ReleaseLines()
    {
        _app.Release("1.0.0");
        _app.Write("second", "2");
        var latest = _app.Release("1.0.1");
        _app.Write("third", "3");
        _app.Release("1.1.0");
        _app.Write("fourth", "4");
        _app.Release("2.0.0");
        return latest;
    }

    // A commit on the line's branch, which stays checked out.
    private string Patch(string file, string text)
    {
        _app.Git.In("fetch", "--quiet", "origin");
        _app.Git.In("checkout", "--quiet", "release-1.0");
        var commit = _app.Write(file, text);
        _app.Git.Push("heads/release-1.0");
        return commit;
    }

    // As in a clone that was made with --depth: of these commits on, git knows nothing that came before.
    private void CutOff(params string[] commits) =>
        File.WriteAllLines(Path.Combine(_app.Clone, ".git", "shallow"), commits);

    private void Type(IEnumerable<string> commands)
    {
        foreach (var command in commands)
            _app.Git.In(command.Split(' ')[1..]);
    }

    private Task<FinishedRun> StartAsync(string line) => _app.RunAsync("StartPatch", $"--line={line}");

    private Task<FinishedRun> FinishAsync() => _app.RunAsync("FinishPatch", "--line=1.0");
}
