using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Architecture;

/// <summary>What is outside of the program is looked at in one place and handed on from there.</summary>
public sealed partial class RunEnvironmentTests
{
    // Each with what it may read, and why.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        // The one place.
        ["Pipeline/Running/RunEnvironment.cs"] =
        [
            "Environment.GetEnvironmentVariable",
            "Environment.GetEnvironmentVariables",
            "Environment.CurrentDirectory",
            "Environment.MachineName",
            "Environment.UserName",
            "Environment.GetFolderPath",
            "Environment.SpecialFolder",
            "Environment.ProcessId",
            "Environment.ProcessPath",
            "TimeProvider.System",
            "Console.Out",
            "Console.Error",
            "Console.IsErrorRedirected",
            "Console.IsInputRedirected",
            "Console.ReadLine",
        ],
        // What the one place makes the terminal with.
        ["Pipeline/Terminal/ProcessTerminal.cs"] =
        [
            "Console.Out",
            "Console.IsOutputRedirected",
            "Console.OutputEncoding",
            "AnsiConsole.Profile",
        ],
        // A second Ctrl-C ends the process; nothing is read.
        ["Pipeline/Hosting/Interruption.cs"] = ["Environment.Exit"],
        // TLS asks the system's clock whether a certificate is valid, whatever clock a drill has.
        ["Drill/FleetCertificates.cs"] = ["TimeProvider.System"],
        // Cake's services, as the package registers them.
        ["Frosting/Hosting/HostServices.cs"] = ["AnsiConsole.Console"],
        // Removes secrets while the process ends, when no clock of ours runs any more.
        ["Foundation/Files/PrivateDirectory.cs"] = ["Thread.Sleep"],
    };

    [Fact]
    public void A_source_reads_nothing_of_its_surroundings_but_what_it_may() =>
        Files()
            .SelectMany(source =>
                Reads(source).Except(Allowed.GetValueOrDefault(source, [])).Select(read => $"{source}: {read}")
            )
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_allowed_that_nobody_reads() =>
        Allowed
            .SelectMany(entry => entry.Value.Except(Reads(entry.Key)).Select(read => $"{entry.Key}: {read}"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("var user = Environment.UserName;", "Environment.UserName")]
    [InlineData("return System.Environment.ProcessId;", "Environment.ProcessId")]
    [InlineData("(time ?? TimeProvider.System)", "TimeProvider.System")]
    [InlineData("DateTimeOffset.UtcNow", "DateTimeOffset.UtcNow")]
    [InlineData("DateTime.Today", "DateTime.Today")]
    [InlineData("using var own = Process.GetCurrentProcess();", "Process.GetCurrentProcess")]
    [InlineData("request.Environment.Time", null)]
    [InlineData("text.Split(Environment.NewLine)", null)]
    [InlineData("/// <c>Environment.UserName</c>", null)]
    public void What_counts_as_reading(string line, string? read) => ReadsIn(line).ShouldBe(read is null ? [] : [read]);

    private static IEnumerable<string> Files()
    {
        var build = Path.Combine(Repository.Root, "build");
        return Directory
            .EnumerateFiles(build, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(build, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !Generated().IsMatch(file));
    }

    private static IEnumerable<string> Reads(string source) =>
        ReadsIn(File.ReadAllText(Path.Combine(Repository.Root, "build", source)));

    private static IEnumerable<string> ReadsIn(string text) =>
        text.Split('\n')
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Read().Matches(line))
            .Select(match => match.Groups["read"].Value)
            .Distinct();

    // A line's end is the platform's, and no fact about this machine. A name behind a dot is somebody's property.
    [GeneratedRegex(
        @"(?<!(?<!\bSystem)\.|\w)(?<read>Environment\.(?!NewLine\b)[A-Z]\w*|TimeProvider\.System\b|DateTime(Offset)?\.((Utc)?Now|Today)\b|"
            + @"Process\.GetCurrentProcess\b|Stopwatch\.(StartNew|GetTimestamp)\b|Thread\.Sleep\b|Dns\.GetHostName\b|"
            + @"Console\.(Out|Error|In|Is\w+Redirected|Read\w*|Write\w*|OutputEncoding)\b|AnsiConsole\.(Profile|Console|Write\w*|Markup\w*)\b)",
        RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex Read();

    [GeneratedRegex(@"(^|/)(bin|obj)/", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Generated();
}
