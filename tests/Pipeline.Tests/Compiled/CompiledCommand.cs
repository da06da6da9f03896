using System.Diagnostics;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled;

/// <summary>Starts the compiled program as a process of its own, as <c>build.sh</c> does.</summary>
internal static class CompiledCommand
{
    /// <summary>
    /// Starts it with its home, its temporary files and its record in a folder, and with no other environment.
    /// </summary>
    public static RunningCommand Start(
        TemporaryFolder folder,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? variables = null,
        string input = "",
        bool keepsInput = false
    )
    {
        var start = new ProcessStartInfo(ReleaseProgram.Dotnet, [ReleaseProgram.Path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "DOTNET_ROOT")).ToArray())
            start.Environment.Remove(name);
        start.Environment["HOME"] = Folder(folder, "home");
        start.Environment["TMPDIR"] = Folder(folder, "temporary");
        start.Environment["RELEASE_ROOT"] = Repository.Root;
        start.Environment["DOCKER_HOST"] = CommandRun.NoEngine;
        // Nobody is there to ask.
        start.Environment["CI"] = "true";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new RunningCommand(Process.Start(start)!, input, keepsInput);
    }

    /// <summary>Starts a target on a staged fleet.</summary>
    public static RunningCommand On(
        StagedFleet fleet,
        TemporaryFolder folder,
        string target,
        params string[] arguments
    ) =>
        Start(
            folder,
            Words.Of([$"--record={folder["record.json"]}"], fleet.Words(target, arguments)),
            fleet.Environment
        );

    private static string Folder(TemporaryFolder folder, string name) =>
        Directory.CreateDirectory(folder[name]).FullName;
}
