using Scripts;

namespace Cluster.Tests.Sample;

/// <summary>
/// Stands before the real programs in PATH, and writes down what each child of a release is given: its arguments and
/// its environment.
/// </summary>
public sealed class WatchedPrograms
{
    private const string Mark = "child: ";

    private readonly string _log;

    private WatchedPrograms(string log) => _log = log;

    /// <summary>The children, each with its arguments.</summary>
    public IReadOnlyList<string> Children =>
        [
            .. File.ReadLines(_log)
                .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
                .Select(line => line[Mark.Length..]),
        ];

    /// <summary>All that they were given.</summary>
    public string Given => File.ReadAllText(_log);

    /// <summary>Puts them before the programs of an application's releases.</summary>
    public static WatchedPrograms Before(SampleApplication application, params string[] programs)
    {
        var folder = Path.Combine(application.Folder, "programs");
        var watched = new WatchedPrograms(Path.Combine(application.Folder, "children.log"));
        var path = Environment.GetEnvironmentVariable("PATH")!;
        foreach (var program in programs)
        {
            var real = path.Split(Path.PathSeparator).Select(entry => Path.Combine(entry, program)).First(File.Exists);
            // In one write, as several run at a time.
            var script = $"""
                #!/bin/sh
                given="{Mark}{program} $*
                $(env)"
                printf '%s\n' "$given" >>'{watched._log}'
                exec '{real}' "$@"

                """;
            ScriptFile.Write(Path.Combine(folder, program), script);
        }
        application.Home.Exported["PATH"] = $"{folder}{Path.PathSeparator}{path}";
        return watched;
    }
}
