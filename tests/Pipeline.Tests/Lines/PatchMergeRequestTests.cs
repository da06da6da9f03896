using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.GitLab;

namespace Pipeline.Tests.Lines;

public sealed class PatchMergeRequestTests : IAsyncDisposable
{
    private readonly LineRepository _app = new();
    private readonly StubGitLab _gitLab = new();

    public async ValueTask DisposeAsync()
    {
        await _gitLab.DisposeAsync();
        _app.Dispose();
    }

    [Fact]
    public async Task With_GitLab_at_hand_a_finished_patch_is_a_merge_request_and_no_push()
    {
        await PatchAsync();
        var main = _app.Remote("main");

        var run = (await FinishAsync()).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("merge request !7 opened: https://gitlab.example/team/app/-/merge_requests/7");
        _gitLab.Said.ShouldBe([
            """POST merge_requests {"source_branch":"release-1.0","target_branch":"main","title":"Merge branch \u0027release-1.0\u0027 into main","description":"Brings what was patched on line 1.0 back, up to 1.0.0 and whatever follows it. Merge it with a merge commit: neither squash nor rebase, since the line has to stay as it was released."}""",
        ]);
        _gitLab.Unexpected.ShouldBeEmpty();
        _app.Remote("main").ShouldBe(main);
    }

    [Fact]
    public async Task One_that_is_open_is_named_and_no_second_made()
    {
        await PatchAsync();
        _gitLab.OpenMergeRequests = """[{"iid":5,"web_url":"https://gitlab.example/team/app/-/merge_requests/5"}]""";

        var run = (await FinishAsync()).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("merge request !5 is open already");
        _gitLab.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_GitLab_that_refuses_leaves_everything_as_it_was_and_says_the_other_way()
    {
        await PatchAsync();
        _gitLab.Refuses = 403;
        var before = _app.Everything();

        var run = (await FinishAsync()).ShouldEndWith(ExitCode.Failed);

        run.Output.ShouldContain("403 Forbidden");
        run.Output.ShouldContain("without GITLAB_TOKEN this merges and pushes by itself");
        run.ToString().ShouldNotContain(StubGitLab.Token);
        _app.Everything().ShouldBe(before);
    }

    [Fact]
    public async Task Where_it_is_not_known_which_GitLab_is_meant_nothing_is_merged_and_nothing_sent()
    {
        await PatchAsync();
        _app.Exported.Remove("GITLAB_URL");
        var before = _app.Everything();

        var run = (await FinishAsync()).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("no merge request was opened, since GITLAB_URL is not set");
        run.Output.ShouldContain("next: set GITLAB_URL to your GitLab's address; without GITLAB_TOKEN this merges and");
        _gitLab.Said.ShouldBeEmpty();
        _app.Everything().ShouldBe(before);
    }

    private async Task PatchAsync()
    {
        _app.Release("1.0.0");
        _app.Write("second", "2");
        _app.Release("2.0.0");
        (await _app.RunAsync("StartPatch", "--line=1.0")).ShouldEndWith(ExitCode.Done);
        _app.Git.In("checkout", "--quiet", "release-1.0");
        _app.Write("fix", "1");
        _app.Git.Push("heads/release-1.0");
        _app.Git.In("checkout", "--quiet", "main");
        foreach (var (name, value) in _gitLab.Variables)
            _app.Exported[name] = value;
    }

    private Task<FinishedRun> FinishAsync() => _app.RunAsync("FinishPatch", "--line=1.0");
}
