using Foundation.Text;
using Pipeline.Options;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>
/// A command that a person pastes after a run: it leads to the same fleet, application and clusters as the run did.
/// </summary>
public static class RepeatedCommand
{
    // Where the run was, whatever it did there.
    private static readonly string[] Where =
    [
        "fleet",
        "app",
        "namespace",
        "image",
        "gke",
        "gke-regions",
        "gke-project",
        "gke-location",
        "cloud-access",
    ];

    // They lead to other places or other regions, or are said anew.
    private static readonly string[] OfThatRunAlone =
    [
        "version",
        "bump",
        "regions",
        "waves",
        "record",
        "report",
        "dotenv",
        "progress",
        "output",
    ];

    /// <summary>
    /// Whether no command may be pasted after a run: a drill's clusters have ended with it, and the same names mean
    /// real regions elsewhere.
    /// </summary>
    public static bool HasNone(ReleaseRecord record) => record.Target == TargetNames.Drill;

    /// <summary>The run once more, for one region alone.</summary>
    public static string Again(ReleaseRecord record, string region)
    {
        var line = CommandLine.Parse(record.Arguments);
        var others = KnownArguments.Release.Where(known => !OfThatRunAlone.Contains(known.Name));
        string[] exclusive = line.IsExclusive ? ["--exclusive"] : [];
        return $"./build.sh --target={record.Target} --version={record.Version} --regions={region}{Joined([.. Words(line, others), .. exclusive])}";
    }

    /// <summary>
    /// A command of the tool with where the run was, also where a second command follows it; any other command as it
    /// is.
    /// </summary>
    /// <param name="record">The run.</param>
    /// <param name="command">One line.</param>
    public static string There(ReleaseRecord record, string command)
    {
        // A kubectl command works with the credentials that the command before it has fetched.
        var end = command.IndexOf("; ", StringComparison.Ordinal);
        return end < 0 ? OneThere(record, command) : OneThere(record, command[..end]) + command[end..];
    }

    /// <summary>The same for the commands of several steps in one line, each at the end of its step.</summary>
    /// <param name="record">The run.</param>
    /// <param name="steps">One line, with a semicolon between two steps.</param>
    public static string InSteps(ReleaseRecord record, string steps) =>
        string.Join("; ", steps.Split("; ").Select(step => InStep(record, step)));

    private static string InStep(ReleaseRecord record, string step) =>
        PastedCommand.In(step) is var (text, command) && command is not null
            ? $"{(text.Length == 0 ? "" : $"{text}: ")}{OneThere(record, command)}"
            : step;

    private static string OneThere(ReleaseRecord record, string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Words of a sentence may follow a command.
        if (
            words is not ["./build.sh", .. var arguments]
            || !arguments.All(word => word.StartsWith("--", StringComparison.Ordinal))
        )
            return command;
        var said = CommandLine.Parse(arguments);
        if (TargetCatalog.Find(said.Targets[^1]) is not { } target)
            return command;
        var missing = KnownArguments.Release.Where(known =>
            Where.Contains(known.Name) && ArgumentTakers.Takes(target, known.Name) && !said.Has(known.Name)
        );
        return command + Joined([.. Words(CommandLine.Parse(record.Arguments), missing)]);
    }

    private static IEnumerable<string> Words(CommandLine line, IEnumerable<KnownArgument> arguments) =>
        arguments
            .Where(known => line.Has(known.Name))
            .SelectMany(known =>
                known.IsFlag ? [line.Value(known.Name) is { } set ? $"--{known.Name}={set}" : $"--{known.Name}"]
                : known.IsRepeatable ? line.Values(known.Name).Select(value => $"--{known.Name}={value}")
                : [$"--{known.Name}={line.Value(known.Name)}"]
            );

    private static string Joined(IReadOnlyList<string> words) =>
        string.Concat(words.Select(word => $" {ShellWord.Of(word)}"));
}
