using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

public sealed class GitArgumentsTests
{
    private const string Alone = "--no-tags --no-prune --refmap= --recurse-submodules=no --no-auto-gc";

    private readonly RenderedArguments _rendered = new("0\t0");
    private readonly GitSettings _settings = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_are_rendered_exactly()
    {
        var checkout = new GitCheckout(_rendered.Host);
        var remote = new GitRemote(_rendered.Host);
        await checkout.BranchAsync(_settings, Ct);
        await checkout.CommitAsync("-x y", _settings, Ct);
        await checkout.ChangesAsync(_settings, Ct);
        await checkout.DivergenceAsync("main", _settings, Ct);
        await remote.FetchBranchAsync("main", _settings, Ct);
        await remote.FetchTagsAsync(_settings, Ct);
        await remote.TagAsync("1.2.3", _settings, Ct);
        await remote.RefsAsync(_settings, Ct);
        await new GitTagger(_rendered.Host).CreateAsync("1.2.3", "abc", "message", _settings, Ct);
        await remote.PushTagAsync("1.2.3", _settings, Ct);

        _rendered.Commands.ShouldBe([
            "git symbolic-ref --quiet --short HEAD",
            "git rev-parse --verify --quiet --end-of-options \"-x y^{commit}\"",
            "git status --porcelain=v1 -z --untracked-files=normal",
            "git rev-list --left-right --count --end-of-options HEAD...refs/remotes/origin/main",
            $"git fetch --quiet {Alone} --end-of-options origin +refs/heads/main:refs/remotes/origin/main",
            $"git fetch {Alone} --end-of-options origin refs/tags/*:refs/tags/*",
            "git ls-remote --end-of-options origin refs/tags/1.2.3 refs/tags/1.2.3^{}",
            "git ls-remote --end-of-options origin refs/tags/* refs/tags/*^{} refs/heads/*",
            "git tag --annotate --cleanup=verbatim --file=- --end-of-options 1.2.3 abc",
            "git push --no-follow-tags --recurse-submodules=no --end-of-options origin refs/tags/1.2.3:refs/tags/1.2.3",
        ]);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Git_may_ask_for_a_password_only_where_somebody_is_there(bool interactive, bool silent)
    {
        _settings.Interactive = interactive;

        await new GitRemote(_rendered.Host).TagsAsync(_settings, Ct);

        _rendered.Variables.ContainsKey("GIT_TERMINAL_PROMPT").ShouldBe(silent);
        _rendered.Variables["LC_ALL"].ShouldBe("C");
    }
}
