using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Architecture;

public sealed partial class SourceTests
{
    private const int LongestFile = 220;
    private const int LongestComment = 120;

    // Removes secrets while the process ends, when no clock of ours and nothing asynchronous runs any more.
    private const string AtProcessExit = "PrivateDirectory.cs";

    private static readonly string[] RootNamespaces =
    [
        "Foundation",
        "Migrations",
        "Clusters",
        "Releases",
        "Pipeline",
        "Drill",
        "Frosting",
    ];

    public static TheoryData<string> Projects => [.. RootNamespaces];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_file_is_in_the_namespace_of_its_folder(string project) =>
        Files(project)
            .Where(file => !Namespaces(file).All(name => name == ExpectedNamespace(project, file)))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_file_is_too_long_to_be_read(string project) =>
        Files(project).Where(file => File.ReadLines(file).Count() > LongestFile).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_comment_is_wider_than_a_page(string project) =>
        Files(project)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > LongestComment && line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_name_says_nothing(string project) =>
        Files(project).SelectMany(file => EmptyName().Matches(File.ReadAllText(file))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nothing_asks_the_systems_clock(string project) =>
        Files(project)
            .Where(file => Path.GetFileName(file) != AtProcessExit)
            .SelectMany(file => SystemClock().Matches(File.ReadAllText(file)))
            .ShouldBeEmpty();

    // A busy machine can stop a thread for longer than any limit. A pattern that cannot run away needs no limit.
    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_pattern_takes_time_in_proportion_to_its_text(string project) =>
        Files(project)
            .SelectMany(file => Patterns(File.ReadAllText(file)))
            .Where(pattern => !pattern.Contains("NonBacktracking", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_pattern_has_a_limit_in_time(string project) =>
        Files(project)
            .SelectMany(file => TimedPattern().Matches(File.ReadAllText(file)))
            .Select(pattern => pattern.Value)
            .ShouldBeEmpty();

    // What the patterns of a file share stands in a constant of the name.
    private static IEnumerable<string> Patterns(string source) =>
        Pattern()
            .Matches(source)
            .Select(pattern =>
                pattern.Value.TrimEnd() is var value && value.EndsWith(" Options", StringComparison.Ordinal)
                    ? $"{value} = {SharedOptions().Match(source).Value}"
                    : value
            );

    private static IEnumerable<string> Files(string project) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "build", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Generated().IsMatch(file));

    private static IEnumerable<string> Namespaces(string file) =>
        Namespace().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value);

    private static string ExpectedNamespace(string project, string file)
    {
        var folder = Path.GetRelativePath(
            Path.Combine(Repository.Root, "build", project),
            Path.GetDirectoryName(file)!
        );
        // Frosting stands in for a package. The types that programs use have the package's one namespace.
        var root = project == "Frosting" ? "Cake.Frosting" : project;
        return folder == "." || (project == "Frosting" && folder is "Tasks" or "Lifetimes")
            ? root
            : $"{root}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";
    }

    [GeneratedRegex(
        @"^namespace (?<name>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"\b(class|record|struct|interface|enum) \w*(Helpers?|Manager|Utils?|Utility|Data|Info)\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex EmptyName();

    [GeneratedRegex(
        @"DateTime(Offset)?\.(Utc)?Now\b|\bThread\.Sleep\b|Task\.Delay\([^,()]*\)|Stopwatch\.StartNew",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex SystemClock();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Generated();

    [GeneratedRegex(
        @"\[GeneratedRegex\(([^""()]|""""""[^""]*""""""|@?""([^""]|"""")*"")*",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pattern();

    [GeneratedRegex("RegexOptions Options =[^;]*;", RegexOptions.NonBacktracking)]
    private static partial Regex SharedOptions();

    [GeneratedRegex(
        "matchTimeout|RegexMatchTimeoutException|(RegexOptions\\.\\w+|Options),\\s*(\\d+|\\w*Limit)\\s*\\)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex TimedPattern();
}
