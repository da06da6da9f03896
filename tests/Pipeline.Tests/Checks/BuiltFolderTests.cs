using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;

namespace Pipeline.Tests.Checks;

/// <summary>A build takes the working folder, so that this has to be the commit that the image is named after.</summary>
public sealed class BuiltFolderTests : IDisposable
{
    private readonly CheckedOut _application = new();

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task A_folder_that_is_as_committed_is_built() =>
        (await _application.FolderFindingsAsync("1.2.3")).ShouldBeEmpty();

    [Theory]
    [InlineData("--skip-worktree")]
    [InlineData("--assume-unchanged")]
    public async Task Files_that_git_does_not_look_at_are_named_with_the_command_that_helps(string flag)
    {
        string[] names = ["a", "b c", "d", "e", "f", "g", "h"];
        foreach (var name in names)
            _application.Git.Commit(name);
        _application.Git.In(["update-index", flag, .. names]);

        var finding = (await _application.FolderFindingsAsync("1.2.3")).ShouldHaveSingleItem();

        finding.ShouldBe(
            $"{_application.Git.Clone}: git status is told not to look at a, b c, d, e, f and 2 more ({flag[2..]}), and an image takes what is there; next: git update-index --no-{flag[2..]} a 'b c' d e f"
        );
    }

    [Fact]
    public async Task All_that_is_hidden_is_found_together()
    {
        foreach (
            var (file, text) in new[] { (".gitattributes", "*.bin filter=lfs\n"), ("own", "x"), ("x.bin", Pointer) }
        )
            await File.WriteAllTextAsync(
                Path.Combine(_application.Git.Clone, file),
                text,
                TestContext.Current.CancellationToken
            );
        Directory.CreateDirectory(Path.Combine(_application.Git.Clone, "folder"));
        _application.Git.Commit("folder/file");
        using var other = new GitRepositories();
        string[] add = ["submodule", "--quiet", "add", other.Remote, "lib"];
        _application.Git.In(["-c", "protocol.file.allow=always", .. add]);
        _application.Git.In("commit", "--quiet", "--message=submodule");
        _application.Git.In("submodule", "--quiet", "deinit", "--force", "lib");
        _application.Git.In("update-index", "--assume-unchanged", "own");
        _application.Git.In("update-index", "--skip-worktree", "folder/file");
        File.Delete(Path.Combine(_application.Git.Clone, "folder", "file"));
        var folder = $"{_application.Git.Clone}: ";

        (await _application.FindingsAsync("1.2.3", tasks: ["Preflight", "Custom"])).ShouldBeEmpty();
        (await _application.FolderFindingsAsync("1.2.3")).ShouldBe([
            $"{folder}git status is told not to look at own (assume-unchanged), and an image takes what is there; next: git update-index --no-assume-unchanged own",
            $"{folder}not in the folder (sparse checkout), and so not in an image: folder/file; next: git sparse-checkout disable",
            $"{folder}submodules are not there as committed, and an image takes what is: lib; next: git submodule update --init --recursive",
            $"{folder}Git LFS has left pointers in place of x.bin, and an image takes these; next: git lfs pull",
        ]);
        (await _application.FolderFindingsAsync("1.2.3", options => options with { CiJob = "job" })).ShouldContain(
            finding =>
                finding.EndsWith("next: set GIT_SUBMODULE_STRATEGY=recursive in GitLab's Settings > CI/CD > Variables")
        );
    }

    [Fact]
    public async Task Where_nothing_is_built_the_folder_is_not_looked_at()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Git("update-index", "--assume-unchanged", "README.md");

        (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("Plan", "--version=1.3.0"))
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain("git status is told not to look at README.md (assume-unchanged)");
    }

    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
}
