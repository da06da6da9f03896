using Foundation.Failures;
using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

/// <summary>Who tags and commits, and by which key: what git says where it does not know.</summary>
public sealed class IdentityTests : IDisposable
{
    private const string SetBoth =
        "git config --global user.name 'Your Name'; git config --global user.email you@example.com";

    private readonly GitRepositories _git = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Who_is_known_is_told_with_the_address() =>
        (await new GitCheckout(_git.Host).CommitterAsync(_git.Settings, Ct)).ShouldStartWith(
            "Ann Example <ann@example.com> "
        );

    [Theory]
    [InlineData("user.email", "git does not know your e-mail address.")]
    [InlineData("user.name", "git does not know your name.")]
    public async Task What_git_does_not_know_of_a_person_is_named_with_the_settings_of_both(
        string setting,
        string message
    )
    {
        Forget(setting);

        foreach (
            var (command, asking) in new (string, Func<Task>)[]
            {
                ("var", () => new GitCheckout(_git.Host).CommitterAsync(_git.Settings, Ct)),
                ("tag", () => new GitTagger(_git.Host).PublishAsync("1.2.3", _git.Head, "x", _git.Settings, Ct)),
            }
        )
        {
            var failure = await Should.ThrowAsync<ReleaseException>(asking);

            failure.Message.ShouldBe($"git {command}: {message}");
            failure.NextStep.ShouldBe(SetBoth);
        }
    }

    [Fact]
    public async Task A_tag_that_could_not_be_signed_is_named_with_its_own_setting()
    {
        SignWith("openpgp");

        var failure = await Should.ThrowAsync<ReleaseException>(
            new GitTagger(_git.Host).PublishAsync("1.2.3", _git.Head, "x", _git.Settings, Ct)
        );

        failure.Message.ShouldBe("git tag: the tag could not be signed.");
        failure.NextStep.ShouldBe("Unlock the signing key, or git config tag.gpgSign false");
        _git.In("tag", "--list").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("openpgp")]
    [InlineData("ssh")]
    public async Task A_commit_that_could_not_be_signed_is_no_tag(string format)
    {
        var topic = _git.In("commit-tree", "-m", "topic", "-p", "HEAD", "HEAD^{tree}");
        _git.Commit("second");
        SignWith(format);
        await using var worktree = await GitWorktree.AddAsync(_git.Host, "HEAD", _git.Settings, Ct);

        var failure = await Should.ThrowAsync<ReleaseException>(worktree.MergeAsync(topic, "x", Ct));

        failure.Message.ShouldBe("git merge: the commit could not be signed.");
        failure.NextStep.ShouldBe("Unlock the signing key, or git config commit.gpgSign false");
    }

    [Fact]
    public async Task A_key_that_nobody_has_named_is_to_be_named()
    {
        _git.In("config", "gpg.format", "ssh");
        _git.In("config", "tag.gpgSign", "true");

        var failure = await Should.ThrowAsync<ReleaseException>(
            new GitTagger(_git.Host).CreateAsync("1.2.3", _git.Head, "x", _git.Settings, Ct)
        );

        failure.Message.ShouldBe("git tag: git is told to sign, and does not know with which key.");
        failure.NextStep.ShouldBe("git config --global user.signingKey KEY");
    }

    private void SignWith(string format)
    {
        _git.In("config", "gpg.format", format);
        _git.In("config", "gpg.program", "false");
        _git.In("config", "user.signingKey", "/nowhere.pub");
        _git.In("config", "tag.gpgSign", "true");
        _git.In("config", "commit.gpgSign", "true");
    }

    // The person's own configuration, and the name of the machine, are no answer either.
    private void Forget(string setting)
    {
        _git.In("config", "--unset", setting);
        _git.In("config", "user.useConfigOnly", "true");
        _git.Settings.EnvironmentVariables = new Dictionary<string, string>
        {
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
        };
    }
}
