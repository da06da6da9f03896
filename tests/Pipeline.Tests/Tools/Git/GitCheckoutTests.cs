using Foundation.Failures;
using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

public sealed class GitCheckoutTests : IDisposable
{
    private readonly GitRepositories _git = new();
    private readonly GitCheckout _checkout;

    public GitCheckoutTests() => _checkout = new(_git.Host);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Branch_is_the_one_that_is_checked_out()
    {
        _git.In("switch", "--quiet", "--create", "release-1.2");

        (await _checkout.BranchAsync(_git.Settings, Ct)).ShouldBe("release-1.2");
    }

    [Fact]
    public async Task Detached_head_has_no_branch()
    {
        _git.In("switch", "--quiet", "--detach");

        (await _checkout.BranchAsync(_git.Settings, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Head_is_the_commit_that_is_checked_out()
    {
        var commit = _git.Commit("second");

        (await _checkout.HeadAsync(_git.Settings, Ct)).ShouldBe(new GitHead(commit, "main"));
        _git.In("switch", "--quiet", "--detach");
        (await _checkout.HeadAsync(_git.Settings, Ct)).ShouldBe(new GitHead(commit, null));
    }

    [Fact]
    public async Task Annotated_tag_names_its_commit_and_not_itself()
    {
        _git.In("tag", "--annotate", "--message=x", "1.2.3");

        (await _checkout.CommitAsync("refs/tags/1.2.3", _git.Settings, Ct)).ShouldBe(_git.Head);
    }

    [Fact]
    public async Task A_persons_settings_bring_no_other_line_before_a_subject()
    {
        _git.In("config", "log.showSignature", "true");
        _git.In("config", "color.ui", "always");
        _git.In("config", "i18n.logOutputEncoding", "ISO-8859-1");
        _git.In("commit", "--quiet", "--allow-empty", "--message=Grüße\n\nan alle");

        (await _checkout.SubjectAsync(Signed(_git.Head), _git.Settings, Ct)).ShouldBe("Grüße");
    }

    [Theory]
    [InlineData("refs/tags/1.2.3")]
    [InlineData("--all")]
    [InlineData("")]
    public async Task Revision_that_does_not_exist_names_no_commit(string revision)
    {
        (await _checkout.CommitAsync(revision, _git.Settings, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Clean_checkout_has_no_changes()
    {
        (await _checkout.ChangesAsync(_git.Settings, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_are_listed_with_new_renamed_and_oddly_named_files()
    {
        _git.Commit("old name");
        _git.In("mv", "old name", "new\nname");
        File.AppendAllText(System.IO.Path.Combine(_git.Clone, "first"), "more");
        _git.Write("é \"quoted\"");

        (await _checkout.ChangesAsync(_git.Settings, Ct)).ShouldBe(
            [new(" M", "first"), new("R ", "new\nname"), new("??", "é \"quoted\"")],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Divergence_counts_the_commits_of_both_sides()
    {
        (await _checkout.DivergenceAsync("main", _git.Settings, Ct)).ShouldBe(new GitDivergence(0, 0));
        _git.Commit("there");
        _git.In("push", "--quiet", "origin", "main");
        _git.In("reset", "--quiet", "--hard", "HEAD~1");
        _git.Commit("here");
        _git.Commit("here too");

        (await _checkout.DivergenceAsync("main", _git.Settings, Ct)).ShouldBe(new GitDivergence(Ahead: 2, Behind: 1));
    }

    [Fact]
    public async Task Ancestor_is_told_from_descendant()
    {
        var first = _git.Head;
        var second = _git.Commit("second");

        (await _checkout.IsAncestorAsync(first, second, _git.Settings, Ct)).ShouldBeTrue();
        (await _checkout.IsAncestorAsync(second, first, _git.Settings, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Unknown_commit_is_an_error_and_not_a_no()
    {
        await Should.ThrowAsync<ReleaseException>(_checkout.IsAncestorAsync("nothing", "HEAD", _git.Settings, Ct));
    }

    [Fact]
    public async Task User_name_is_that_of_the_configuration_or_none()
    {
        (await _checkout.UserNameAsync(_git.Settings, Ct)).ShouldBe("Ann Example");
        _git.In("config", "--unset", "user.name");
        (await _checkout.UserNameAsync(_git.Settings, Ct)).ShouldBeNull();
    }

    [Theory]
    [InlineData("https://ci:t0ken@example.com/team/app.git", "https://example.com/team/app.git")]
    [InlineData("https://example.com/team/app.git", "https://example.com/team/app.git")]
    [InlineData("https://t0ken@example.com", "https://example.com")]
    [InlineData("ssh://git:t0k@en@example.com:22/app.git", "ssh://git@example.com:22/app.git")]
    [InlineData("ssh://git@example.com/team/app.git", "ssh://git@example.com/team/app.git")]
    [InlineData("git@example.com:team/app.git", "git@example.com:team/app.git")]
    [InlineData("https://example.com/a@b", "https://example.com/a@b")]
    public async Task Remote_address_carries_no_password(string address, string expected)
    {
        _git.In("remote", "set-url", "origin", address);

        (await _checkout.RemoteAddressAsync(_git.Settings, Ct)).ShouldBe(expected);
    }

    [Fact]
    public async Task Checkout_without_a_commit_has_no_head()
    {
        _git.In("update-ref", "-d", "HEAD");

        var failure = await Should.ThrowAsync<ReleaseException>(_checkout.HeadAsync(_git.Settings, Ct));

        failure.Message.ShouldEndWith(" has no commit yet.");
        failure.NextStep.ShouldBe("git commit");
    }

    [Theory]
    [InlineData("refs/tags/HEAD")]
    [InlineData("refs/heads/HEAD")]
    public async Task Another_ref_of_that_name_is_told(string name)
    {
        _git.In("update-ref", name, "HEAD");

        var failure = await Should.ThrowAsync<ReleaseException>(_checkout.HeadAsync(_git.Settings, Ct));

        failure.Message.ShouldContain("is called HEAD");
    }

    [Fact]
    public async Task Directory_that_is_no_checkout_is_named()
    {
        _git.Settings.WorkingDirectory = System.IO.Path.GetTempPath();

        var failure = await Should.ThrowAsync<ReleaseException>(_checkout.HeadAsync(_git.Settings, Ct));

        failure.Message.ShouldEndWith("is no git checkout.");
        failure.NextStep.ShouldBe("Name the application's checkout: --app=DIR");
    }

    // The same commit with a signature that nobody made: git says something of it where it is asked to.
    private string Signed(string commit)
    {
        const string Signature = "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n";
        var (head, message) = _git.In("cat-file", "commit", commit).Split("\n\n", 2) is [var first, var rest]
            ? (first, rest)
            : throw new InvalidOperationException("a commit has a message");
        var file = Path.Combine(_git.Clone, "signed");
        File.WriteAllText(file, head + Signature + message);
        return _git.In("hash-object", "-t", "commit", "-w", file).Trim();
    }
}
