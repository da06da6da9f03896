using Pipeline.Options;

namespace Pipeline.Tests.Options;

/// <summary>Reads options as a run in <c>/work-folder</c> would, with an environment of the test's own.</summary>
internal static class OptionReading
{
    public static readonly string Root = Path.GetFullPath("/repository");
    public static readonly string WorkingFolder = Path.GetFullPath("/elsewhere");

    public static ReleaseOptions Of(string words, params (string Name, string Value)[] environment)
    {
        var (options, problems) = Read(words, environment);
        problems.ShouldBeEmpty();
        return options;
    }

    public static IReadOnlyList<string> ProblemsOf(string words, params (string Name, string Value)[] environment) =>
        Read(words, environment).Problems;

    private static (ReleaseOptions Options, List<string> Problems) Read(
        string words,
        (string Name, string Value)[] environment
    )
    {
        var problems = new List<string>();
        var line = CommandLine.Parse(words.Split('|', StringSplitOptions.RemoveEmptyEntries));
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        var options = ReleaseOptionsReader.Read(line, variables.GetValueOrDefault, Root, WorkingFolder, problems);
        return (options, problems);
    }
}
