using System.Text.RegularExpressions;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Docs;

public sealed partial class DocumentedCommandsTests
{
    // These show something and are done.
    private static readonly string[] Showing = ["--tree", "--description", ""];

    public static TheoryData<string> Commands =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
                .Append(Path.Combine(Repository.Root, "README.md"))
                .SelectMany(CommandsOf)
                .Distinct(StringComparer.Ordinal),
        ];

    [Fact]
    public void The_documentation_has_commands() => Commands.Count.ShouldBeGreaterThan(10);

    [Theory, MemberData(nameof(Commands))]
    public async Task Every_command_of_the_documentation_does_what_it_says(string command)
    {
        var arguments = Words()
            .Matches(command)
            .Select(word => word.Value.Replace("\"", "", StringComparison.Ordinal))
            .ToArray();
        var isDrill = arguments.Contains("--target=Drill");
        var isExercise = arguments.Any(argument => argument.StartsWith("--scenario=", StringComparison.Ordinal));
        var run = await CommandRun.OfAsync(
            isDrill || Showing.Contains(command) ? arguments : [.. arguments, "--dryrun"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken,
            hasRecord: !isExercise
        );
        // What a fault breaks has failed, and so has an exercise with nobody there to type.
        var breaks = isExercise || arguments.Any(argument => argument.StartsWith("--fault=", StringComparison.Ordinal));
        run.ExitCode.ShouldBe(breaks ? ExitCode.Failed : ExitCode.Done, run.ToString());
    }

    // What stands in a block of shell commands.
    private static IEnumerable<string> CommandsOf(string file) =>
        Blocks()
            .Matches(File.ReadAllText(file))
            .SelectMany(block => block.Groups["commands"].Value.Split('\n'))
            .Where(line => line.StartsWith("./build.sh", StringComparison.Ordinal))
            .Select(line => line["./build.sh".Length..].Trim());

    [GeneratedRegex(
        "^```sh\n(?<commands>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Blocks();

    [GeneratedRegex("""[^\s"]*"[^"]*"[^\s"]*|\S+""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
