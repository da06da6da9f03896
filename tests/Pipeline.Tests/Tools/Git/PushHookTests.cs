using Foundation.Failures;
using Pipeline.Tools;
using Pipeline.Tools.Git;
using Scripts;

namespace Pipeline.Tests.Tools.Git;

/// <summary>What a hook of the checkout says of a push is what a person reads.</summary>
public sealed class PushHookTests : IDisposable
{
    private const string Refused = "git push: the pre-push hook of this checkout refused it";

    private readonly GitRepositories _git = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _git.Dispose();

    [Theory]
    [InlineData("echo 'Direct pushes to main are forbidden' >&2", ": Direct pushes to main are forbidden")]
    [InlineData("echo 'Run the tests first'", ": Run the tests first")]
    [InlineData("echo 'error: lint failed' >&2", ": error: lint failed")]
    [InlineData("echo 'This goes to a protected branch' >&2", ": This goes to a protected branch")]
    [InlineData("echo '2 failed'; echo '=====' >&2; echo 'code 1' >&2", ": 2 failed / code 1")]
    [InlineData("for n in 1 2 3 4 5; do echo \"finding $n\" >&2; done", ": finding 3 / finding 4 / finding 5")]
    [InlineData("true", ", and does not say why.")]
    public async Task A_hook_that_refuses_is_told_in_its_own_words(string script, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        Write(".git/hooks", $"{script}\nexit 1");

        foreach (var push in Pushes())
        {
            var failure = await Should.ThrowAsync<ReleaseException>(push);

            failure.Message.ShouldBe($"{Refused}{said}");
            failure.NextStep.ShouldBe(
                "Mend what it names, then run the same command; git rev-parse --git-path hooks/pre-push shows where it is"
            );
        }
        _git.In("tag", "--list").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".husky", ".")]
    [InlineData(".husky", "backend")]
    [InlineData("/hooks", "backend")]
    public async Task It_is_found_where_the_team_has_its_hooks(string hooks, string folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        hooks = hooks.StartsWith('/') ? _git.Clone + hooks : hooks;
        Write(hooks, "echo 'not from a laptop' >&2\nexit 1");
        _git.In("config", "core.hooksPath", hooks);
        _git.Settings.WorkingDirectory = Directory.CreateDirectory(Path.Combine(_git.Clone, folder)).FullName;

        (await Should.ThrowAsync<ReleaseException>(Pushes()[0])).Message.ShouldBe($"{Refused}: not from a laptop");
    }

    [Fact]
    public async Task A_hook_that_lets_it_pass_is_not_blamed_for_what_the_remote_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        Write(".git/hooks", "echo 'all tests passed' >&2");
        _git.RefusePushes();

        foreach (var push in Pushes())
            (await Should.ThrowAsync<ReleaseException>(push)).Message.ShouldBe(
                "git push: a hook of origin refused the push: not today"
            );
    }

    [Fact]
    public void The_line_that_every_failed_push_ends_with_is_not_the_reason()
    {
        const string summary = "error: failed to push some refs to 'gitlab.example:app.git'";

        Failure("the reason", summary).ShouldBe("git push failed with exit code 1: the reason");
        Failure("said", "error: the reason", summary).ShouldBe("git push failed with exit code 1: error: the reason");
        Failure(summary).ShouldBe($"git push failed with exit code 1: {summary}");
    }

    private static string Failure(params string[] lines) => ToolFailure.Of("git push", 1, lines, []).Message;

    private Func<Task>[] Pushes()
    {
        var (tagger, branches, head) = (new GitTagger(_git.Host), new GitBranches(_git.Host), _git.Head);
        return
        [
            () => tagger.PublishAsync("1.2.3", head, "x", _git.Settings, Ct),
            () => branches.PublishAsync("release-1.2", head, _git.Settings, Ct),
            () => branches.AdvanceAsync("main", Next(head), _git.Settings, Ct),
        ];
    }

    private string Next(string commit) => _git.In("commit-tree", "-m", "next", "-p", commit, "HEAD^{tree}");

    private void Write(string folder, string script) =>
        ScriptFile.Write(
            Path.Combine(Directory.CreateDirectory(Path.Combine(_git.Clone, folder)).FullName, "pre-push"),
            $"#!/bin/sh\n{script}\n"
        );
}
