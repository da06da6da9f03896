using Pipeline.Exercises;
using Pipeline.Options;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Lines;

/// <summary>The commands that a run prints to be typed next, as a person copies them: by whole lines.</summary>
internal static class PastedCommands
{
    private const string Indent = "  ";

    /// <summary>Finds them, each in its place.</summary>
    public static IReadOnlyList<string> Of(FinishedRun run) =>
        [
            .. run
                .Output.Split('\n')
                .Select(line => line.TrimEnd())
                .Where(line => line.StartsWith($"{Indent}git ", StringComparison.Ordinal) || IsOfTheTool(line)),
        ];

    /// <summary>The same without what leads to the fleet of a test.</summary>
    public static IReadOnlyList<string> Plain(FinishedRun run) =>
        [.. Of(run).Select(line => line.Split(" --fleet=")[0].Split(" '--fleet=")[0].Trim())];

    /// <summary>Each is one command, at the prompt of an exercise and in a shell.</summary>
    public static void ShouldBeTypable(FinishedRun run)
    {
        Of(run).ShouldNotBeEmpty();
        foreach (var command in Of(run))
        {
            var words = TypedLine.Words(command);
            TypedCommand.Read(words, out var problem);
            problem.ShouldBeNull(command);
            if (IsOfTheTool(command))
                CommandLine.Parse([.. words.Skip(1)]).Problems.ShouldBeEmpty(command);
        }
        run.Output.ShouldNotContain("&&");
    }

    private static bool IsOfTheTool(string line) => line.StartsWith($"{Indent}./build.sh ", StringComparison.Ordinal);
}
