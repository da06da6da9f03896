using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

/// <summary>
/// What only looks at the remote changes nothing of the clone but what it fetches, whatever the user has configured.
/// </summary>
public sealed class UntouchedCloneTests : IDisposable
{
    private readonly GitRepositories _git = new();
    private readonly GitRemote _remote;

    public UntouchedCloneTests() => _remote = new(_git.Host);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _git.Dispose();

    [Theory]
    [InlineData("fetch.prune")]
    [InlineData("remote.origin.prune")]
    [InlineData("fetch.prune", "fetch.pruneTags")]
    [InlineData("remote.origin.prune", "remote.origin.pruneTags")]
    public async Task Tags_and_branches_that_were_never_pushed_stay(params string[] settings)
    {
        foreach (var setting in settings)
            _git.In("config", setting, "true");
        _git.In("tag", "archive/old");
        _git.In("tag", "--annotate", "--message=x", "backup/before-rebase");
        _git.In("branch", "topic");
        _git.In("update-ref", "refs/remotes/origin/gone", "HEAD");
        var before = _git.In("for-each-ref");

        await _remote.FetchTagsAsync(_git.Settings, Ct);
        await _remote.FetchBranchAsync("main", _git.Settings, Ct);

        _git.In("for-each-ref").ShouldBe(before);
    }

    [Fact]
    public async Task A_branch_here_does_not_follow_the_remote_though_plain_fetches_are_told_so()
    {
        _git.In("branch", "topic");
        _git.Push("heads/topic");
        _git.In("switch", "--quiet", "topic");
        var mine = _git.Commit("mine");
        _git.In("switch", "--quiet", "main");
        _git.In("config", "--add", "remote.origin.fetch", "+refs/heads/*:refs/heads/*");

        await _remote.FetchBranchAsync("topic", _git.Settings, Ct);
        await _remote.FetchBranchAsync("main", _git.Settings, Ct);

        _git.In("rev-parse", "refs/heads/topic").ShouldBe(mine);
    }

    [Fact]
    public async Task What_no_ref_names_any_more_is_not_cleaned_up()
    {
        // More than one pack is too many, and what nobody needs goes at once.
        _git.In("config", "gc.autoPackLimit", "1");
        _git.In("config", "gc.pruneExpire", "now");
        _git.In("config", "gc.autoDetach", "false");
        _git.In("repack", "--quiet");
        _git.Commit("second");
        _git.In("repack", "--quiet");
        var dropped = _git.In("commit-tree", "-m", "dropped", "HEAD^{tree}");

        await _remote.FetchBranchAsync("main", _git.Settings, Ct);
        await _remote.FetchTagsAsync(_git.Settings, Ct);

        _git.In("cat-file", "-t", dropped).ShouldBe("commit");
    }

    [Theory]
    [InlineData("fetch.recurseSubmodules")]
    [InlineData("submodule.recurse")]
    public async Task A_submodule_that_cannot_be_reached_is_none_of_its_business(string setting)
    {
        _git.In("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", _git.Remote, "library");
        _git.In("-C", "library", "remote", "set-url", "origin", "/nowhere.git");
        _git.In("config", setting, "true");

        await _remote.FetchBranchAsync("main", _git.Settings, Ct);
        (await _remote.FetchTagsAsync(_git.Settings, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_that_differs_is_named_whatever_form_the_answer_has()
    {
        _git.In("config", "fetch.output", "compact");
        _git.In("tag", "1.0.0");
        _git.Push("tags/1.0.0");
        _git.Commit("second");
        _git.In("tag", "--force", "1.0.0");

        (await _remote.FetchTagsAsync(_git.Settings, Ct)).ShouldBe(["1.0.0"]);
    }

    [Fact]
    public async Task Looking_for_changes_leaves_the_index_as_it_is()
    {
        var index = Path.Combine(_git.Clone, ".git", "index");
        var before = await File.ReadAllBytesAsync(index, Ct);
        // Git would note that the file is the same though its time is another.
        File.SetLastWriteTimeUtc(Path.Combine(_git.Clone, "first"), DateTime.UtcNow.AddHours(-1));

        (await new GitCheckout(_git.Host).ChangesAsync(_git.Settings, Ct)).ShouldBeEmpty();

        (await File.ReadAllBytesAsync(index, Ct)).ShouldBe(before);
    }
}
