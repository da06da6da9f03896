using Foundation.Failures;
using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

public sealed class GitCommitsTests : IDisposable
{
    private readonly GitRepositories _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task A_merge_stands_for_all_that_it_brought_and_the_newest_comes_first()
    {
        var from = _git.Head;
        _git.Commit("second");
        _git.In("checkout", "--quiet", "-b", "topic");
        _git.Commit("on the topic");
        _git.In("checkout", "--quiet", "main");
        _git.In(
            "merge",
            "--quiet",
            "--no-ff",
            "--message=Merge branch 'topic'\n\nTitle\n\nSee merge request a/b!1",
            "topic"
        );

        var range = await BetweenAsync(from, _git.Head);

        range.Count.ShouldBe(2);
        range.Newest.Select(commit => commit.Commit).ShouldBe([_git.Head, _git.In("rev-parse", "HEAD^1").Trim()]);
        range.Newest[0].Message.ShouldBe("Merge branch 'topic'\n\nTitle\n\nSee merge request a/b!1");
        range.Newest[1].Message.ShouldBe("second");
        (await BetweenAsync(_git.Head, from)).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Of_many_the_newest_are_read_and_all_are_counted()
    {
        var from = _git.Head;
        foreach (var number in Enumerable.Range(1, 5))
            _git.Commit($"commit {number}");

        var range = await BetweenAsync(from, _git.Head, most: 2);

        range.Newest.Select(commit => commit.Message).ShouldBe(["commit 5", "commit 4"]);
        range.Count.ShouldBe(5);
        (await BetweenAsync(from, _git.Head, most: 5)).Newest.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_fix_that_was_picked_over_is_on_neither_side()
    {
        _git.In("checkout", "--quiet", "-b", "release-1.0");
        _git.Commit("only there");
        var fix = _git.Commit("fix");
        var line = _git.Head;
        _git.In("checkout", "--quiet", "main");
        _git.Commit("only here");
        _git.In("cherry-pick", fix);

        (await BetweenAsync(line, _git.Head)).Newest.Select(commit => commit.Message).ShouldBe(["only here"]);
        (await BetweenAsync(_git.Head, line)).Newest.Select(commit => commit.Message).ShouldBe(["only there"]);
    }

    [Fact]
    public async Task A_fix_that_was_picked_out_of_a_merge_is_on_neither_side_and_the_merge_is()
    {
        var begin = _git.Head;
        _git.In("checkout", "--quiet", "-b", "topic");
        var fix = _git.Commit("fix");
        _git.In("checkout", "--quiet", "main");
        _git.In("merge", "--quiet", "--no-ff", "--message=Merge branch 'topic'", "topic");
        var main = _git.Head;
        _git.In("checkout", "--quiet", "-b", "release-1.0", begin);
        _git.In("cherry-pick", "-x", fix);

        (await BetweenAsync(main, _git.Head)).ShouldSatisfyAllConditions(
            range => range.Newest.ShouldBeEmpty(),
            range => range.Count.ShouldBe(0)
        );
        (await BetweenAsync(_git.Head, main))
            .Newest.Select(commit => commit.Message)
            .ShouldBe(["Merge branch 'topic'"]);
    }

    [Fact]
    public async Task The_settings_of_a_person_change_nothing_and_a_message_may_hold_anything()
    {
        var from = _git.Head;
        _git.In("config", "log.showSignature", "true");
        _git.In("config", "color.ui", "always");
        _git.In("config", "i18n.logOutputEncoding", "ISO-8859-1");
        _git.In("commit", "--quiet", "--allow-empty", "--message=Grüße\n\n\ncommit 0123\nlast");

        var range = await BetweenAsync(from, _git.Head);

        range.Newest.ShouldHaveSingleItem().ShouldBe(new GitMessage(_git.Head, "Grüße\n\ncommit 0123\nlast"));
    }

    [Fact]
    public async Task A_commit_that_is_not_there_is_an_error() =>
        await Should.ThrowAsync<ReleaseException>(() => BetweenAsync(new string('0', 40), _git.Head));

    [Fact]
    public async Task A_clone_without_its_older_history_is_shallow()
    {
        _git.Commit("second");
        _git.Push("heads/main");
        var commits = new GitCommits(_git.Host);
        (await commits.IsShallowAsync(_git.Settings, TestContext.Current.CancellationToken)).ShouldBeFalse();

        var shallow = $"{_git.Clone}-shallow";
        _git.In("clone", "--quiet", "--depth=1", $"file://{_git.Remote}", shallow);

        (
            await commits.IsShallowAsync(
                new GitSettings { WorkingDirectory = shallow },
                TestContext.Current.CancellationToken
            )
        ).ShouldBeTrue();
    }

    private Task<GitRange> BetweenAsync(string from, string to, int most = 10) =>
        new GitCommits(_git.Host).BetweenAsync(from, to, most, _git.Settings, TestContext.Current.CancellationToken);
}
