using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lines;
using Scripts;

namespace Pipeline.Tests.Tools.Git;

/// <summary>Merges and reverts in a folder of their own, with the settings of people who have some.</summary>
public sealed class WorktreeTests : IDisposable
{
    private readonly LineRepository _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("pre-commit")]
    [InlineData("prepare-commit-msg")]
    [InlineData("commit-msg")]
    [InlineData("post-checkout")]
    public async Task A_revert_is_made_where_a_hook_lacks_what_git_ignores(string hook)
    {
        var commit = Push("page", "broken");
        WriteHook(hook, "exec node_modules/.bin/lint-staged");

        (await RevertAsync(commit)).ShouldEndWith(ExitCode.Done);

        _app.Git.In("diff", "--name-status", "main", BranchOf(commit)).ShouldBe("D\tpage");
    }

    [Theory]
    [InlineData("pre-merge-commit")]
    [InlineData("prepare-commit-msg")]
    [InlineData("commit-msg")]
    [InlineData("post-checkout")]
    public async Task A_patch_is_finished_where_a_hook_lacks_what_git_ignores_and_the_hook_of_a_push_runs(string hook)
    {
        Patch("fix", "1", onMain: null);
        WriteHook(hook, "exec .venv/bin/ruff check");
        WriteHook("pre-push", "touch pushed");

        (await FinishAsync()).ShouldEndWith(ExitCode.Done);

        File.Exists(Path.Combine(_app.Clone, "pushed")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_conflict_that_git_remembers_is_a_conflict_all_the_same()
    {
        Patch("first", "patched", onMain: "changed on main");
        _app.Git.In("config", "rerere.enabled", "true");
        _app.Git.In("config", "rerere.autoupdate", "true");
        _app.Git.In("-c", "alias.conflict=!git merge --no-ff release-1.0 || true", "conflict");
        _app.Write("first", "both");
        _app.Git.In("reset", "--quiet", "--hard", "origin/main");
        var before = _app.Everything();

        var run = await FinishAsync();

        run.ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("- release-1.0 and main conflict in first; nothing was changed");
        PastedCommands.Plain(run).ShouldContain("git merge --no-ff origin/release-1.0");
        _app.Everything().ShouldBe(before);
    }

    [Fact]
    public async Task Files_in_large_storage_are_not_fetched()
    {
        _app.Write(".gitattributes", "*.bin filter=lfs\n");
        _app.Write("film.bin", "version https://git-lfs.github.com/spec/v1\n");
        var commit = Push("page", "broken");
        // A server that nobody reaches.
        _app.Git.In("config", "filter.lfs.smudge", "test -n \"$GIT_LFS_SKIP_SMUDGE\" && cat");
        _app.Git.In("config", "filter.lfs.clean", "cat");
        _app.Git.In("config", "filter.lfs.required", "true");

        (await RevertAsync(commit)).ShouldEndWith(ExitCode.Done);

        _app.Git.In("diff", "--name-status", "main", BranchOf(commit)).ShouldBe("D\tpage");
    }

    [Theory]
    [InlineData("diff.ignoreSubmodules")]
    [InlineData("submodule.lib.ignore")]
    public async Task A_submodule_goes_back_though_git_shows_no_change_of_it(string setting)
    {
        _app.Write(".gitmodules", "[submodule \"lib\"]\n\tpath = lib\n\turl = ../lib\n");
        Pin(_app.Git.Head);
        var old = _app.Git.Head;
        Pin(old);
        var bump = _app.Git.Head;
        _app.Git.Push("heads/main");
        _app.Git.In("config", setting, "all");

        (await RevertAsync(bump)).ShouldEndWith(ExitCode.Done);

        _app.Git.In("rev-parse", $"{BranchOf(bump)}:lib").ShouldBe(_app.Git.In("rev-parse", $"{old}:lib"));
    }

    [Fact]
    public async Task A_message_is_stored_as_what_it_is_whatever_the_messages_of_others_are()
    {
        var commit = Push("café", "broken");
        _app.Git.In("config", "i18n.commitEncoding", "ISO-8859-1");

        (await RevertAsync(commit)).ShouldEndWith(ExitCode.Done);

        var stored = _app.Git.In("cat-file", "commit", BranchOf(commit));
        stored.ShouldContain("\n\nRevert \"Change café\"");
        stored.ShouldNotContain("ISO-8859-1");
    }

    private static string BranchOf(string commit) => $"revert-{commit[..10]}";

    private Task<FinishedRun> RevertAsync(string commit) => _app.RunAsync("Revert", $"--commit={commit}");

    private Task<FinishedRun> FinishAsync() => _app.RunAsync("FinishPatch", "--line=1.0");

    private string Push(string file, string text)
    {
        var commit = _app.Write(file, text);
        _app.Git.Push("heads/main");
        return commit;
    }

    private void Pin(string commit)
    {
        _app.Git.In("update-index", "--add", "--cacheinfo", $"160000,{commit},lib");
        _app.Git.In("commit", "--quiet", "--message=Pin lib");
    }

    // A line with a fix, and perhaps another text of the file on the main branch, which is checked out.
    private void Patch(string file, string text, string? onMain)
    {
        _app.Release("1.0.0");
        _app.Git.In("checkout", "--quiet", "-b", "release-1.0");
        _app.Write(file, text);
        _app.Git.Push("heads/release-1.0");
        _app.Git.In("checkout", "--quiet", "main");
        if (onMain is not null)
            Push(file, onMain);
        _app.Git.In("fetch", "--quiet", "origin");
    }

    private void WriteHook(string name, string command) =>
        ScriptFile.Write(Path.Combine(_app.Clone, ".git", "hooks", name), $"#!/bin/sh\n{command}\n");
}
