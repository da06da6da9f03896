using Foundation.Failures;
using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

public sealed class GitRemoteTests : IDisposable
{
    private readonly GitRepositories _git = new();
    private readonly GitRemote _remote;
    private readonly GitTagger _tagger;

    public GitRemoteTests()
    {
        _remote = new(_git.Host);
        _tagger = new(_git.Host);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Head => _git.Head;

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Branches_and_tags_come_in_one_answer()
    {
        var first = Head;
        _git.In("tag", "--annotate", "--message=x", "1.2.3");
        _git.In("branch", "feature/one");
        var second = _git.Commit("second");
        _git.Push("heads/main", "heads/feature/one", "tags/1.2.3");

        var refs = await _remote.RefsAsync(_git.Settings, Ct);

        refs.Tags.ShouldBe([new GitRemoteTag("1.2.3", first)]);
        refs.Branches.ShouldBe(
            new Dictionary<string, string> { ["main"] = second, ["feature/one"] = first },
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Published_tag_is_annotated_and_keeps_its_message_to_the_letter()
    {
        const string message = "# 1.2.3\n\n$(touch x) \"by\" 'Ann' <é>\n";

        (await _tagger.PublishAsync("1.2.3", Head, message, _git.Settings, Ct)).ShouldBeTrue();

        _git.InRemote("cat-file", "-t", "refs/tags/1.2.3").ShouldBe("tag");
        _git.InRemote("for-each-ref", "--format=%(contents)", "refs/tags/1.2.3").ShouldBe(message.Trim());
        (await _remote.TagAsync("1.2.3", _git.Settings, Ct)).ShouldBe(new GitRemoteTag("1.2.3", Head));
    }

    [Fact]
    public async Task Publishing_takes_no_other_tag_along()
    {
        _git.In("config", "push.followTags", "true");
        _git.In("tag", "--annotate", "--message=x", "private");

        await _tagger.PublishAsync("1.2.3", Head, "x", _git.Settings, Ct);

        (await _remote.TagsAsync(_git.Settings, Ct)).ShouldBe([new GitRemoteTag("1.2.3", Head)]);
    }

    [Fact]
    public async Task Refused_push_leaves_no_tag_behind()
    {
        _git.RefusePushes();

        var failure = await Should.ThrowAsync<ReleaseException>(
            _tagger.PublishAsync("1.2.3", Head, "x", _git.Settings, Ct)
        );

        failure.Message.ShouldBe("git push: a hook of origin refused the push: not today");
        _git.In("tag", "--list").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--annotate", "--message=x")]
    [InlineData("--no-sign", "--force")]
    public async Task Tag_that_a_killed_run_left_on_this_commit_is_published(string first, string second)
    {
        _git.In("tag", first, second, "1.2.3");

        await _tagger.PublishAsync("1.2.3", Head[..12], "x", _git.Settings, Ct);

        (await _remote.TagAsync("1.2.3", _git.Settings, Ct)).ShouldBe(new GitRemoteTag("1.2.3", Head));
    }

    [Fact]
    public async Task Tag_that_names_another_commit_here_is_left_alone_and_not_published()
    {
        _git.In("tag", "1.2.3");
        var tagged = Head;
        _git.Commit("second");

        var failure = await Should.ThrowAsync<ReleaseException>(
            _tagger.PublishAsync("1.2.3", Head, "x", _git.Settings, Ct)
        );

        failure.Message.ShouldBe($"the tag 1.2.3 is here already, on another commit ({tagged}).");
        failure.NextStep.ShouldBe("git tag --delete 1.2.3");
        _git.In("rev-parse", "1.2.3").ShouldBe(tagged);
        (await _remote.TagAsync("1.2.3", _git.Settings, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Tag_that_was_here_before_survives_a_refused_push()
    {
        _git.In("tag", "1.2.3");
        _git.RefusePushes();

        await Should.ThrowAsync<ReleaseException>(_tagger.PublishAsync("1.2.3", Head, "x", _git.Settings, Ct));

        _git.In("tag", "--list").ShouldBe("1.2.3");
    }

    [Fact]
    public async Task Interruption_while_the_tag_is_created_leaves_none_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reached = _git.HoldTagsOnceCreated();
        var publishing = _tagger.PublishAsync("1.2.3", Head, "x", _git.Settings, interruption.Token);
        while (!File.Exists(reached))
            await Task.Delay(10, Ct);

        await interruption.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(publishing);
        _git.In("tag", "--list").ShouldBeEmpty();
    }

    [Fact]
    public async Task Published_tag_is_never_moved()
    {
        await _tagger.PublishAsync("1.2.3", Head, "x", _git.Settings, Ct);
        var published = Head;
        _git.In("tag", "--delete", "1.2.3");
        _git.Commit("second");

        var failure = await Should.ThrowAsync<ReleaseException>(
            _tagger.PublishAsync("1.2.3", Head, "x", _git.Settings, Ct)
        );

        failure.Message.ShouldBe("git push: the tag exists on origin already, on another commit.");
        (await _remote.TagAsync("1.2.3", _git.Settings, Ct))!.Commit.ShouldBe(published);
    }

    [Fact]
    public async Task Name_that_starts_with_a_dash_is_a_name()
    {
        var failure = await Should.ThrowAsync<ReleaseException>(
            _tagger.CreateAsync("--list", Head, "x", _git.Settings, Ct)
        );

        failure.Message.ShouldContain("'--list' is not a valid tag name");
        (await _remote.TagAsync("--heads", _git.Settings, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Remote_tag_is_found_by_its_whole_name()
    {
        _git.In("tag", "old/refs/tags/1.2.3");
        _git.In("push", "--quiet", "--tags", "origin");

        (await _remote.TagAsync("1.2.3", _git.Settings, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Plain_and_annotated_tags_both_name_their_commit()
    {
        _git.In("tag", "plain");
        _git.In("tag", "--annotate", "--message=x", "annotated");
        _git.In("push", "--quiet", "--tags", "origin");

        (await _remote.TagsAsync(_git.Settings, Ct)).ShouldBe(
            [new("annotated", Head), new("plain", Head)],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Fetching_a_branch_shows_what_the_remote_has_now_even_when_it_was_rewritten()
    {
        _git.Commit("second");
        _git.In("push", "--quiet", "origin", "main");
        var parent = _git.In("rev-parse", "HEAD~1");
        _git.InRemote("update-ref", "refs/heads/main", parent);

        await _remote.FetchBranchAsync("main", _git.Settings, Ct);

        _git.In("rev-parse", "refs/remotes/origin/main").ShouldBe(parent);
    }

    [Fact]
    public async Task Branch_that_the_remote_lacks_is_named_with_the_way_to_push_it()
    {
        var failure = await Should.ThrowAsync<ReleaseException>(
            _remote.FetchBranchAsync("release-9.9", _git.Settings, Ct)
        );

        failure.Message.ShouldBe("git fetch: the branch does not exist on origin.");
        failure.NextStep.ShouldBe("Push it: git push --set-upstream origin BRANCH");
    }

    [Fact]
    public async Task Fetching_tags_brings_new_ones_and_reports_those_that_differ_without_moving_them()
    {
        var first = Head;
        _git.In("tag", "1.0.0");
        _git.In("tag", "1.0.1");
        _git.In("push", "--quiet", "--tags", "origin");
        _git.In("tag", "--delete", "1.0.1");
        _git.Commit("second");
        _git.In("tag", "--force", "1.0.0");

        var clashes = await _remote.FetchTagsAsync(_git.Settings, Ct);

        clashes.ShouldBe(["1.0.0"]);
        _git.In("rev-parse", "refs/tags/1.0.1").ShouldBe(first);
        _git.In("rev-parse", "refs/tags/1.0.0").ShouldBe(Head);
    }

    [Fact]
    public async Task Remote_that_is_gone_is_one_line_with_the_next_step()
    {
        _git.In("remote", "set-url", "origin", "/nowhere.git");

        var failure = await Should.ThrowAsync<ReleaseException>(_remote.TagsAsync(_git.Settings, Ct));

        failure.Message.ShouldBe("git ls-remote: origin is no git repository.");
        failure.NextStep.ShouldBe("Check the remote's address: git remote -v");
    }

    [Fact]
    public async Task Password_in_the_address_is_in_no_message()
    {
        _git.In("remote", "set-url", "origin", "https://ci:t0ken@127.0.0.1:1/app.git");

        var failure = await Should.ThrowAsync<ReleaseException>(_remote.TagsAsync(_git.Settings, Ct));

        failure.ToString().ShouldNotContain("t0ken");
    }
}
