using Pipeline.Exercises;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Exercises;

/// <summary>An exercise as a process of its own, with commands that really run, from a pipe.</summary>
internal static class ExerciseProcess
{
    public static TheoryData<string> Names => [.. ScenarioCatalog.Names];

    public static async Task<FinishedRun> RunAsync(string name, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        return await RunAsync(folder, name, lines);
    }

    public static async Task<FinishedRun> RunAsync(TemporaryFolder folder, string name, params string[] lines)
    {
        await using var exercise = Start(folder, name, keepsInput: false, lines);
        return await exercise.EndAsync(folder["record.json"]);
    }

    public static RunningCommand Start(TemporaryFolder folder, string name, bool keepsInput, params string[] lines) =>
        CompiledCommand.Start(
            folder,
            ["drill", $"--scenario={name}"],
            new Dictionary<string, string> { ["GITLAB_TOKEN"] = "the real token", ["VERSION"] = "9.9.9" },
            string.Concat(lines.Select(line => $"{line}\n")),
            keepsInput
        );
}
