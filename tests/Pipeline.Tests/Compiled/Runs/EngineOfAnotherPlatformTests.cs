using Pipeline.Running;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Runs;

/// <summary>Building where the engine is a Mac's with Apple's processor.</summary>
public sealed class EngineOfAnotherPlatformTests
{
    private static readonly string[] NextVersion = ["--version=1.2.4", "--allow-version-gap"];

    [Fact]
    public async Task Images_are_built_for_the_nodes_nevertheless()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        WriteDocker(fleet, folder);

        var run = await RunAsync(fleet, folder, "BuildImage", "--exclusive");

        run.ShouldEndWith(ExitCode.Done);
        var calls = await File.ReadAllLinesAsync(folder["calls"], TestContext.Current.CancellationToken);
        calls.ShouldContain(call => call.StartsWith("build ") && call.Contains(" --platform linux/amd64 "));
    }

    [Fact]
    public async Task Preflight_warns_of_what_git_ignores_and_docker_does_not()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        WriteDocker(fleet, folder);
        await fleet.CommitAsync(".dockerignore", ".git\n");
        Directory.CreateDirectory(Path.Combine(fleet.App, "artifacts"));

        var run = await RunAsync(fleet, folder, "Preflight");

        run.ShouldEndWith(ExitCode.Done);
        run.ToString().ShouldContain("warning: the build is given artifacts/ of ");
    }

    private static void WriteDocker(StagedFleet fleet, TemporaryFolder folder)
    {
        ScriptFile.Write(
            folder["bin/docker"],
            $"#!/bin/sh\necho \"$*\" >>'{folder["calls"]}'\n[ \"$1\" != version ] || echo '{{\"Os\":\"linux\",\"Arch\":\"arm64\"}}'\n"
        );
        fleet.Exported["PATH"] = $"{folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
    }

    private static async Task<FinishedRun> RunAsync(
        StagedFleet fleet,
        TemporaryFolder folder,
        string target,
        params string[] arguments
    )
    {
        await using var command = CompiledCommand.On(fleet, folder, target, [.. arguments, .. NextVersion]);
        return await command.EndAsync(folder["record.json"]);
    }
}
