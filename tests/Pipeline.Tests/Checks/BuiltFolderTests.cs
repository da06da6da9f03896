using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;

namespace Pipeline.Tests.Checks;

/// <summary>A build takes the working folder, so the folder has to be the commit that names the image.</summary>
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

    [Theory]
    [InlineData("own\ndocs\n", 0)]
    [InlineData("own\n", 1)]
    [InlineData("own\ndocs\n!docs/page\n", 1)]
    public async Task What_no_image_takes_is_not_named(string ignored, int findings)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_application.Git.Clone, ".dockerignore"),
            ignored,
            TestContext.Current.CancellationToken
        );
        Directory.CreateDirectory(Path.Combine(_application.Git.Clone, "docs"));
        _application.Git.Commit("own");
        _application.Git.Commit("docs/page");
        _application.Git.In("update-index", "--skip-worktree", "own", "docs/page");

        (await _application.FolderFindingsAsync("1.2.3")).Count.ShouldBe(findings);
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

    [Theory]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(40)]
    public async Task The_tag_of_a_commit_is_built_from_that_commit_alone(int letters)
    {
        var first = _application.Git.Head;
        var second = _application.Git.Commit("second");

        (await _application.FolderFindingsAsync(second[..letters])).ShouldBeEmpty();
        (await _application.FolderFindingsAsync(first[..letters])).ShouldBe([
            $"an image of {first[..letters]} would have to be built, but {second[..12]} is checked out; next: git checkout {first[..12]}",
        ]);
    }

    [Theory]
    [InlineData("0123abc")]
    [InlineData("deadbeef")]
    public async Task Of_a_commit_that_the_clone_does_not_know_the_way_is_named_too(string tag) =>
        (await _application.FolderFindingsAsync(tag)).ShouldBe([
            $"an image of {tag} would have to be built, but {_application.Git.Head[..12]} is checked out; next: git fetch origin, then git checkout {tag}; or another tag: 7 to 64 hex digits with a letter are the name of a commit",
        ]);

    [Fact]
    public async Task A_branch_of_such_a_name_is_no_commit()
    {
        _application.Git.In("branch", "abc1234");
        _application.Git.Commit("second");

        (await _application.FolderFindingsAsync("abc1234")).ShouldHaveSingleItem().ShouldContain("git fetch origin");
    }

    [Fact]
    public async Task A_date_is_no_commit() => (await _application.FolderFindingsAsync("20261130")).ShouldBeEmpty();

    [Fact]
    public async Task A_tag_of_such_a_name_is_the_commit_that_it_is_at()
    {
        _application.Publish("2026e30");
        (await _application.FolderFindingsAsync("2026e30")).ShouldBeEmpty();
        var tagged = _application.Git.Head;
        _application.Git.Commit("second");

        (await _application.FolderFindingsAsync("2026e30"))
            .ShouldHaveSingleItem()
            .ShouldEndWith($"next: git checkout {tagged[..12]}");
    }

    [Theory]
    [InlineData("feature-x")]
    [InlineData("abc123")]
    [InlineData("ABCDEF1")]
    public async Task Any_other_tag_is_built_from_what_is_checked_out(string tag) =>
        (await _application.FolderFindingsAsync(tag)).ShouldBeEmpty();

    [Fact]
    public async Task Where_the_registry_has_the_commits_image_it_is_rolled_out_whatever_is_checked_out()
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        var first = fleet.Git("rev-parse", "HEAD");
        await fleet.PushAsync(first);
        fleet.Git("commit", "--quiet", "--allow-empty", "--message=More");

        var run = (await fleet.RunAsync("Deploy", $"--version={first}")).ShouldEndWith(ExitCode.Done);

        (run.Region("north").Live, run.Record.Commit).ShouldBe((first, first));
        run.Output.ShouldContain($"the registry has {fleet.Image}:{first} from {first[..12]} already");
    }

    [Fact]
    public async Task An_image_of_another_commit_under_that_name_is_neither_rolled_out_nor_made_worse()
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        var first = fleet.Git("rev-parse", "HEAD");
        fleet.Git("commit", "--quiet", "--allow-empty", "--message=More");
        await fleet.PushAsync(first);

        var run = (await fleet.RunAsync("Deploy", $"--version={first}")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain($"an image of {first} would have to be built, but ");
        run.Region("north").Live.ShouldNotBe(first);
    }

    [Fact]
    public async Task Where_nothing_is_built_the_folder_is_not_looked_at()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Git("update-index", "--assume-unchanged", "manage.py");

        (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("Plan", "--version=1.3.0"))
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain("git status is told not to look at manage.py (assume-unchanged)");
    }

    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
}
