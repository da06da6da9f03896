using Foundation.Failures;
using Pipeline.Tools.Git;
using Scripts;

namespace Pipeline.Tests.Tools.Git;

/// <summary>Two people tag at the same time. Where the tag stands decides, not who made it.</summary>
public sealed class TagRaceTests : IDisposable
{
    private const string Tag = "1.2.3";

    private readonly GitRepositories _git = new();
    private readonly GitTagger _tagger;

    public TagRaceTests() => _tagger = new(_git.Host);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Theirs => _git.InRemote("rev-parse", $"refs/tags/{Tag}");

    public void Dispose() => _git.Dispose();

    [Theory]
    [InlineData("--annotate", "--message=by a colleague")]
    [InlineData("--no-sign", "--force")]
    public async Task A_tag_that_a_colleague_made_of_the_same_commit_is_the_one_that_was_wanted(
        string first,
        string second
    )
    {
        _git.In("tag", first, second, Tag);
        _git.In("push", "--quiet", "origin", $"refs/tags/{Tag}");
        _git.In("tag", "--delete", Tag);

        (await PublishAsync(_git.Head[..12])).ShouldBeFalse();

        _git.In("rev-parse", $"refs/tags/{Tag}").ShouldBe(Theirs);
    }

    [Fact]
    public async Task So_is_one_that_comes_while_ours_is_on_its_way()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        TagInBetween(_git.Head);

        (await PublishAsync(_git.Head)).ShouldBeFalse();

        _git.In("rev-parse", $"refs/tags/{Tag}").ShouldBe(Theirs);
    }

    [Fact]
    public async Task One_that_comes_on_the_way_to_another_commit_is_a_failure_and_leaves_no_tag_here()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        var first = _git.Head;
        _git.Commit("second");
        TagInBetween(first);

        await Should.ThrowAsync<ReleaseException>(PublishAsync(_git.Head));

        _git.In("tag", "--list").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_that_was_here_before_stays_as_it_is()
    {
        _git.In("tag", "--annotate", "--message=by a colleague", Tag);
        _git.In("push", "--quiet", "origin", $"refs/tags/{Tag}");
        _git.In("tag", "--force", "--annotate", "--message=mine", Tag);
        var mine = _git.In("rev-parse", $"refs/tags/{Tag}");

        (await PublishAsync(_git.Head)).ShouldBeFalse();

        _git.In("rev-parse", $"refs/tags/{Tag}").ShouldBe(mine);
        Theirs.ShouldNotBe(mine);
    }

    private Task<bool> PublishAsync(string commit) => _tagger.PublishAsync(Tag, commit, "x", _git.Settings, Ct);

    // The hook runs when the remote has said what it has.
    private void TagInBetween(string commit) =>
        ScriptFile.Write(
            Path.Combine(_git.Clone, ".git", "hooks", "pre-push"),
            $"#!/bin/sh\nunset GIT_DIR\ngit --git-dir='{_git.Remote}' update-ref 'refs/tags/{Tag}' {commit}\n"
        );
}
