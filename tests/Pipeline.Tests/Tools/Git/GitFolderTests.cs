using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

/// <summary>What a folder has otherwise than its commit, though git's status is silent.</summary>
public sealed class GitFolderTests : IDisposable
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";

    private readonly GitRepositories _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Of_a_folder_that_is_as_committed_there_is_nothing_to_say()
    {
        Write("image.bin", "what it shall be");
        Write(".gitattributes", "*.bin filter=lfs -text\n");
        _git.Commit("second");

        (await ReadAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--skip-worktree")]
    [InlineData("--assume-unchanged")]
    public async Task Files_that_git_was_told_not_to_look_at_are_named(string flag)
    {
        _git.Commit("own settings");
        _git.In("update-index", flag, "own settings");
        Write("own settings", "mine");
        _git.In("status", "--porcelain").ShouldBeEmpty();

        (await ReadAsync()).ShouldBe([$"{flag} own settings"]);
        _git.In("update-index", flag.Replace("--", "--no-", StringComparison.Ordinal), "own settings");
        (await ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_sparse_checkout_leaves_out_is_named()
    {
        foreach (var name in new[] { "backend", "frontend" })
            Directory.CreateDirectory(Path.Combine(_git.Clone, name));
        Write("backend/b", "b");
        Write("frontend/f", "f");
        _git.Commit("second");
        _git.In("sparse-checkout", "set", "backend");
        _git.In("status", "--porcelain").ShouldBeEmpty();

        (await ReadAsync()).ShouldBe(["missing frontend/f"]);
        _git.In("sparse-checkout", "disable");
        (await ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Submodules_that_are_not_there_or_elsewhere_are_named()
    {
        using var other = new GitRepositories();
        AddSubmodule(other, "lib (one)");
        (await ReadAsync()).ShouldBeEmpty();

        GitCommand.In(Path.Combine(_git.Clone, "lib (one)"), "checkout", "--quiet", "--orphan", "else");
        Commit(Path.Combine(_git.Clone, "lib (one)"));
        _git.In("config", "diff.ignoreSubmodules", "all");
        _git.In("status", "--porcelain").ShouldBeEmpty();
        (await ReadAsync()).ShouldBe(["submodule lib (one)"]);

        _git.In("submodule", "--quiet", "deinit", "--force", "--all");
        _git.In("status", "--porcelain").ShouldBeEmpty();
        (await ReadAsync()).ShouldBe(["submodule lib (one)"]);
    }

    [Fact]
    public async Task A_submodule_that_is_elsewhere_is_found_whatever_the_settings_say()
    {
        using var other = new GitRepositories();
        AddSubmodule(other, "lib");
        _git.In("config", "diff.ignoreSubmodules", "all");
        _git.In("config", "submodule.lib.ignore", "all");
        Commit(Path.Combine(_git.Clone, "lib"));

        var hidden = await new GitFolder(_git.Host).HiddenAsync(_git.Settings, TestContext.Current.CancellationToken);

        hidden.Submodules.ShouldBe(["lib"]);
    }

    // Every clone has an empty folder there, so that nobody can do anything about it before a release.
    [Fact]
    public async Task A_submodule_that_nobody_wrote_down_is_nothing_to_get()
    {
        Directory.CreateDirectory(Path.Combine(_git.Clone, "stray"));
        _git.In("update-index", "--add", "--cacheinfo", $"160000,{_git.Head},stray");
        _git.In("commit", "--quiet", "--message=stray");

        (await ReadAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Pointer, true)]
    [InlineData("what it shall be", false)]
    [InlineData("", false)]
    [InlineData("version https://git-lfs", false)]
    public async Task A_file_in_whose_place_there_is_a_pointer_is_named(string text, bool isPointer)
    {
        Directory.CreateDirectory(Path.Combine(_git.Clone, "static"));
        Write(".gitattributes", "static/** filter=lfs -text\n");
        Write("static/film ü.bin", text);
        Write("pointer.txt", Pointer);
        _git.Commit("second");

        (await ReadAsync()).ShouldBe(isPointer ? ["pointer static/film ü.bin"] : []);
    }

    [Fact]
    public async Task A_pointer_is_small()
    {
        Write(".gitattributes", "*.bin filter=lfs -text\n");
        Write("large.bin", Pointer + new string('x', 1024));
        _git.Commit("second");

        (await ReadAsync()).ShouldBeEmpty();
    }

    private void AddSubmodule(GitRepositories other, string path)
    {
        _git.In("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "--name", "lib", other.Remote, path);
        _git.In("commit", "--quiet", "--message=submodule");
    }

    private static void Commit(string folder)
    {
        string[] who = ["-c", "user.name=Ann Example", "-c", "user.email=ann@example.com"];
        GitCommand.In(folder, [.. who, "commit", "--quiet", "--allow-empty", "--message=more"]);
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_git.Clone, file), text);

    private async Task<IReadOnlyList<string>> ReadAsync()
    {
        var hidden = await new GitFolder(_git.Host).HiddenAsync(_git.Settings, TestContext.Current.CancellationToken);
        return
        [
            .. hidden.Skipped.Select(file => $"--skip-worktree {file}"),
            .. hidden.Assumed.Select(file => $"--assume-unchanged {file}"),
            .. hidden.Missing.Select(file => $"missing {file}"),
            .. hidden.Submodules.Select(file => $"submodule {file}"),
            .. hidden.Pointers.Select(file => $"pointer {file}"),
        ];
    }
}
