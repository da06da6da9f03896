using Foundation.Failures;
using Pipeline.Tools;
using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

/// <summary>What GitLab says when it refuses a push is what a person reads.</summary>
public sealed class RefusedPushTests
{
    private const string Declined = " ! [remote rejected] 1.2.3 -> 1.2.3 (pre-receive hook declined)";
    private const string Forbidden =
        "fatal: unable to access 'https://gitlab.example/app.git/': The requested URL returned error: 403";
    private const string NotRead = "fatal: Could not read from remote repository.";
    private const string Frame = "remote: ========================================================================";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("You are not allowed to create this tag as it is protected.", "origin protects this tag.")]
    [InlineData("Protected tags cannot be updated.", "origin protects this tag.")]
    [InlineData(
        "You are not allowed to push code to protected branches on this project.",
        "origin protects this branch."
    )]
    [InlineData(
        "You are not allowed to force push code to a protected branch on this project.",
        "origin protects this branch."
    )]
    [InlineData("You are not allowed to create protected branches on this project.", "origin protects this branch.")]
    [InlineData("You are not allowed to push code to this project.", "origin does not let you push.")]
    public void What_GitLab_says_by_its_hook_is_recognised(string said, string message) =>
        Failure($"remote: GitLab: {said}", "To gitlab.example:app.git", Declined)
            .Message.ShouldBe($"git push: {message}");

    [Theory]
    [InlineData("You are not allowed to upload code.", "origin does not let you push.")]
    [InlineData("You are not allowed to push code to this project.", "origin does not let you push.")]
    [InlineData(
        "The project you were looking for could not be found or you don't have permission to view it.",
        "origin has no such project, or does not show it to who logs in."
    )]
    [InlineData(
        "This deploy key does not have write access to this project.",
        "origin does not let this deploy key push."
    )]
    [InlineData(
        "HTTP Basic: Access denied. The token was either incorrect, expired, or improperly scoped.",
        "origin does not accept the user name or password."
    )]
    public void What_GitLab_says_before_any_hook_is_recognised_by_web_and_by_SSH(string said, string message)
    {
        Failure($"remote: {said}", Forbidden).Message.ShouldBe($"git push: {message}");
        Failure("remote: ", Frame, "remote: ", $"remote: ERROR: {said}", "remote: ", Frame, NotRead)
            .Message.ShouldBe($"git push: {message}");
    }

    [Theory]
    [InlineData("Commit message does not follow the pattern '^APP-[0-9]+'")]
    [InlineData("Committer's email 'ann@example.com' does not follow the pattern '@example.org$'")]
    [InlineData(
        "You cannot push commits for 'ann@example.com'. You can only push commits if the committer email is one of your own verified emails."
    )]
    [InlineData("File \"data.bin\" is larger than the allowed size of 1 MB. Use Git LFS to manage this file.")]
    public void A_push_rule_is_told_in_its_own_words(string rule) =>
        Failure($"remote: GitLab: {rule}", Declined)
            .Message.ShouldBe($"git push: a hook of origin refused the push: {rule}");

    [Fact]
    public void The_first_line_with_words_is_the_reason_however_much_follows()
    {
        string[] much = [.. Enumerable.Range(1, 40).Select(line => $"remote: finding {line}")];

        Failure([
            "remote: Resolving deltas: 100% (1/1)",
            Frame,
            "remote: GitLab: ",
            "remote: PUSH BLOCKED",
            .. much,
            Declined,
        ])
            .Message.ShouldBe("git push: a hook of origin refused the push: PUSH BLOCKED");
    }

    [Fact]
    public void What_an_unknown_server_says_stands_in_place_of_a_number()
    {
        Failure("remote: Permission to team/app.git denied to ann.", Forbidden)
            .Message.ShouldBe("git push: origin refused it: Permission to team/app.git denied to ann.");
        Failure("remote: error: GH013: Repository rule violations found", " ! [remote rejected] main (push declined)")
            .Message.ShouldBe("git push: origin refused it: GH013: Repository rule violations found");
        Failure("remote: ERROR: Your SSH key has expired.", NotRead)
            .Message.ShouldBe("git push: origin refused it: Your SSH key has expired.");
    }

    [Fact]
    public void Who_gives_no_reason_is_quoted_with_none()
    {
        Failure(Declined).Message.ShouldBe("git push: a hook of origin refused the push, and does not say why.");
        Failure(Forbidden).Message.ShouldBe($"git push failed with exit code 1: {Forbidden}");
    }

    [Fact]
    public void A_reason_is_one_visible_line_of_bounded_length()
    {
        var message = Failure($"remote: a\e[2Jb {new string('c', 500)}", Declined).Message;

        message.ShouldStartWith("git push: a hook of origin refused the push: a\uFFFD[2Jb ccc");
        message.ShouldEndWith(" more characters)");
    }

    [Theory]
    [InlineData("GitLab: You are not allowed to create this tag as it is protected.", "origin protects this tag.")]
    [InlineData(
        "\nGitLab: \nTags are made on Mondays.",
        "a hook of origin refused the push: Tags are made on Mondays."
    )]
    public async Task A_hook_of_a_real_remote_is_heard(string said, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        using var git = new GitRepositories();
        git.RefusePushes(said);

        var failure = await Should.ThrowAsync<ReleaseException>(
            new GitTagger(git.Host).PublishAsync("1.2.3", git.Head, "x", git.Settings, Ct)
        );

        failure.Message.ShouldBe($"git push: {message}");
    }

    private static ReleaseException Failure(params string[] lines) =>
        ToolFailure.Of("git push", 1, lines, GitFailures.For(new GitSettings()));
}
