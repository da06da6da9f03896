using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lines;
using Pipeline.Tests.Rollbacks;

namespace Pipeline.Tests.Reverts;

public sealed class RevertTests : IDisposable
{
    private readonly LineRepository _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_commit_is_taken_back_on_a_branch_of_its_own()
    {
        var commit = Push("page", "broken");
        Push("other", "later");
        var checkedOut = _app.Git.In("status", "--porcelain", "--branch");

        var run = await _app.RunAsync("Revert", $"--commit={commit}");

        var branch = $"revert-{commit[..10]}";
        run.ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain($"branch {branch} takes back \"Change page\" on top of main");
        PastedCommands.ShouldBeTypable(run);
        PastedCommands.Plain(run).ShouldBe([$"git checkout {branch}", $"git push origin {branch}"]);
        _app.Git.In("diff", "--name-status", "main", branch).ShouldBe("D\tpage");
        _app.Git.In("log", "-1", "--format=%P%n%B", branch)
            .ShouldBe($"{_app.Remote("main")}\nRevert \"Change page\"\n\nThis reverts commit {commit}.");
        _app.Git.In("status", "--porcelain", "--branch").ShouldBe(checkedOut);
        _app.Git.In("worktree", "list").Split('\n').Length.ShouldBe(1);
        _app.Git.InRemote("for-each-ref", "refs/heads").Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task Whatever_is_not_committed_stays_as_it_is()
    {
        var commit = Push("page", "broken");
        File.WriteAllText(Path.Combine(_app.Clone, "page"), "being written");

        (await _app.RunAsync("Revert", $"--commit={commit}")).ShouldEndWith(ExitCode.Done);

        (await File.ReadAllTextAsync(Path.Combine(_app.Clone, "page"), TestContext.Current.CancellationToken)).ShouldBe(
            "being written"
        );
    }

    [Fact]
    public async Task A_merge_is_taken_back_as_what_it_brought()
    {
        _app.Git.In("checkout", "--quiet", "-b", "feature");
        _app.Write("one", "1");
        _app.Write("two", "2");
        _app.Git.In("checkout", "--quiet", "main");
        Push("three", "3");
        _app.Git.In("merge", "--quiet", "--no-ff", "-mMerge feature", "feature");
        _app.Git.Push("heads/main");
        var merge = _app.Git.Head;

        var run = await _app.RunAsync("Revert", $"--commit={merge}");

        run.ShouldEndWith(ExitCode.Done).Output.ShouldContain("revert this revert first");
        _app.Git.In("diff", "--name-status", "main", $"revert-{merge[..10]}").ShouldBe("D\tone\nD\ttwo");
    }

    [Fact]
    public async Task In_a_shallow_clone_nothing_is_said_of_history_that_it_does_not_have()
    {
        var commit = Push("page", "broken");
        var later = Push("other", "later");
        await File.WriteAllTextAsync(
            Path.Combine(_app.Clone, ".git", "shallow"),
            $"{later}\n",
            TestContext.Current.CancellationToken
        );

        var within = await _app.RunAsync("Revert", $"--commit={commit}");
        var first = await _app.RunAsync("Revert", $"--commit={later}");

        within
            .ShouldEndWith(ExitCode.Failed)
            .Output.ShouldContain($"the clone is shallow, so it is not known whether {commit[..10]} is on main");
        first
            .ShouldEndWith(ExitCode.Failed)
            .Output.ShouldContain($"the clone is shallow, so it is not known what {later[..10]} changed");
        first.Output.ShouldContain("git fetch --unshallow --tags origin, then the same command again");
    }

    [Fact]
    public async Task A_commit_with_migrations_stops_it_before_anything_changes()
    {
        var commit = PushMigration();
        var before = _app.Everything();

        var run = await _app.RunAsync("Revert", $"--commit={commit}");

        run.ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain($"- {commit[..10]} carries migrations: forms.0003_form_owner (added)");
        run.Output.ShouldContain("1. --drop-migrations");
        run.Output.ShouldContain("2. a patch release");
        run.Output.ShouldContain("3. --accept-migration-risk");
        run.Output.ShouldContain($"next: ./build.sh --target=Revert --commit={commit[..10]} --drop-migrations");
        _app.Everything().ShouldBe(before);
    }

    [Fact]
    public async Task A_merge_with_migrations_stops_it_too()
    {
        _app.Git.In("checkout", "--quiet", "-b", "feature");
        _app.Write(SampleMigrations.Clear.File, SampleMigrations.Clear.Text);
        _app.Git.In("checkout", "--quiet", "main");
        _app.Git.In("merge", "--quiet", "--no-ff", "-mMerge feature", "feature");
        _app.Git.Push("heads/main");

        var run = await _app.RunAsync("Revert", $"--commit={_app.Git.Head}");

        run.ShouldEndWith(ExitCode.Refused).Output.ShouldContain("carries migrations: forms.0003_form_owner (added)");
    }

    [Fact]
    public async Task Dropping_the_migrations_leaves_their_files_and_says_what_to_run()
    {
        var commit = PushMigration();

        var run = await _app.RunAsync("Revert", $"--commit={commit}", "--drop-migrations");

        run.ShouldEndWith(ExitCode.Done).Output.ShouldContain("python manage.py makemigrations");
        _app.Git.In("diff", "--name-status", "main", $"revert-{commit[..10]}").ShouldBe("D\tforms/models.py");
        _app.Git.In("log", "-1", "--format=%b", $"revert-{commit[..10]}")
            .ShouldEndWith("Its migrations stay:\nforms/migrations/0003_form_owner.py");
    }

    [Fact]
    public async Task A_migration_that_was_edited_since_does_not_stand_in_the_way_of_dropping()
    {
        var commit = PushMigration();
        Push(SampleMigrations.Clear.File, SampleMigrations.Clear.Text + "# edited\n");

        (await _app.RunAsync("Revert", $"--commit={commit}", "--drop-migrations")).ShouldEndWith(ExitCode.Done);

        _app.Git.In("diff", "--name-status", "main", $"revert-{commit[..10]}").ShouldBe("D\tforms/models.py");
    }

    [Fact]
    public async Task Whoever_takes_the_risk_takes_the_migrations_back_too()
    {
        var commit = PushMigration();

        (await _app.RunAsync("Revert", $"--commit={commit}", "--accept-migration-risk")).ShouldEndWith(ExitCode.Done);

        _app.Git.In("diff", "--name-status", "main", $"revert-{commit[..10]}")
            .ShouldBe("D\tforms/migrations/0003_form_owner.py\nD\tforms/models.py");
    }

    [Fact]
    public async Task A_migration_that_was_only_formatted_is_none()
    {
        PushMigration();
        var commit = Push(SampleMigrations.Clear.File, SampleMigrations.Clear.Text + "# nothing\n");

        (await _app.RunAsync("Revert", $"--commit={commit}")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_conflict_leaves_everything_as_it_was()
    {
        var commit = Push("page", "broken");
        Push("page", "fixed");
        var before = _app.Everything();

        var run = await _app.RunAsync("Revert", $"--commit={commit}");

        run.ShouldEndWith(ExitCode.Refused).Output.ShouldContain("cannot be taken back by itself: page changed since");
        _app.Everything().ShouldBe(before);
        PastedCommands.ShouldBeTypable(run);
        PastedCommands
            .Plain(run)
            .ShouldBe([$"git checkout -b revert-{commit[..10]} origin/main", $"git revert {commit[..10]}"]);
    }

    [Fact]
    public async Task A_commit_that_cannot_be_taken_back_is_said_so()
    {
        var first = _app.Git.Head;
        var commit = Push("page", "broken");
        _app.Git.In("revert", "--no-edit", "HEAD");
        _app.Git.Push("heads/main");
        _app.Git.In("checkout", "--quiet", "-b", "feature");
        var unmerged = _app.Write("unmerged", "1");

        (await _app.RunAsync("Revert", $"--commit={first}"))
            .ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("is the first commit");
        (await _app.RunAsync("Revert", $"--commit={commit}"))
            .ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain($"main has nothing left of {commit[..10]}");
        (await _app.RunAsync("Revert", $"--commit={unmerged}"))
            .ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("is not on main of the remote");
        (await _app.RunAsync("Revert", "--commit=--help"))
            .ShouldEndWith(ExitCode.Usage)
            .Output.ShouldContain("there is no commit '--help' in this checkout");
        (await _app.RunAsync("Revert"))
            .ShouldEndWith(ExitCode.Usage)
            .Errors.ShouldBe($"error: no commit: give --commit=SHA{Environment.NewLine}");
    }

    [Fact]
    public async Task A_short_id_that_several_commits_have_in_common_is_said_so()
    {
        // Two commits of an empty tree whose ids begin with the same four letters.
        foreach (var message in (string[])["136", "205"])
            WriteCommit(message);

        var run = (await _app.RunAsync("Revert", "--commit=9e1e")).ShouldEndWith(ExitCode.Usage);

        run.Said.ShouldContain("--commit: '9e1e' is the beginning of 2 commits, 9e1e");
        run.Said.ShouldContain("9e1e9d6d8f");
        run.Said.ShouldContain("9e1ed80b98");
        run.Said.ShouldContain("; write more letters of the one that is meant");
        (await _app.RunAsync("Revert", "--commit=9e1f")).Said.ShouldContain("there is no commit '9e1f'");
    }

    [Fact]
    public async Task A_main_branch_that_the_remote_does_not_have_is_the_fleet_files_mistake()
    {
        var commit = Push("page", "broken");
        _app.Git.InRemote("branch", "--move", "main", "trunk");

        (await _app.RunAsync("Revert", $"--commit={commit}"))
            .ShouldEndWith(ExitCode.Usage)
            .Output.ShouldContain("mainBranch 'main' of the fleet file is not on origin");
    }

    [Fact]
    public async Task A_commit_of_migrations_alone_has_nothing_to_take_back_once_they_stay()
    {
        var commit = Push(SampleMigrations.Clear.File, SampleMigrations.Clear.Text);

        var run = await _app.RunAsync("Revert", $"--commit={commit}", "--drop-migrations");

        run.ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("- besides migrations, which stay, main has nothing of");
        run.Errors.ShouldNotContain("besides migrations", Case.Sensitive, "it is said once");
        run.Record.Regions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_branch_that_is_there_already_is_not_replaced()
    {
        var commit = Push("page", "broken");
        await _app.RunAsync("Revert", $"--commit={commit}");
        var before = _app.Everything();

        (await _app.RunAsync("Revert", $"--commit={commit}"))
            .ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain($"branch revert-{commit[..10]} is there already");

        _app.Everything().ShouldBe(before);
    }

    private void WriteCommit(string message)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            message,
            $"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@b> 0 +0000\ncommitter A <a@b> 0 +0000\n\n{message}\n"
        );
        _app.Git.In("hash-object", "-t", "commit", "-w", file);
    }

    private string Push(string file, string text)
    {
        var commit = _app.Write(file, text);
        _app.Git.Push("heads/main");
        return commit;
    }

    // A commit that changes a model together with its migration, as they come.
    private string PushMigration()
    {
        Directory.CreateDirectory(Path.Combine(_app.Clone, "forms", "migrations"));
        File.WriteAllText(Path.Combine(_app.Clone, SampleMigrations.Clear.File), SampleMigrations.Clear.Text);
        return Push("forms/models.py", "owner = 1");
    }
}
