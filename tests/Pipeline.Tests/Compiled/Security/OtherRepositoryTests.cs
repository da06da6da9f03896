using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;

namespace Pipeline.Tests.Compiled.Security;

/// <summary>Started from a git alias or hook, the command still means the repository that it was told.</summary>
public sealed class OtherRepositoryTests
{
    [Fact]
    public async Task The_variables_of_a_hook_do_not_turn_it_to_another_repository()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var other = new GitRepositories();
        using var folder = new TemporaryFolder();
        var before = other.In("ls-remote", "origin");
        var git = Path.Combine(other.Clone, ".git");

        await using var command = CompiledCommand.Start(
            folder,
            [$"--record={folder["record.json"]}", .. fleet.Words("Tag", [])],
            new Dictionary<string, string>(fleet.Environment)
            {
                ["GIT_DIR"] = git,
                ["GIT_WORK_TREE"] = other.Clone,
                ["GIT_INDEX_FILE"] = Path.Combine(git, "index"),
                ["GIT_COMMON_DIR"] = git,
                ["GIT_OBJECT_DIRECTORY"] = Path.Combine(git, "objects"),
                ["GIT_PREFIX"] = "",
                ["GIT_CONFIG_PARAMETERS"] = $"'remote.origin.pushurl'='{other.Remote}'",
            }
        );
        (await command.EndAsync(folder["record.json"])).ShouldEndWith(ExitCode.Done);

        fleet.Git("ls-remote", "--tags", "origin").ShouldContain("refs/tags/1.2.3");
        other.In("ls-remote", "origin").ShouldBe(before);
    }
}
