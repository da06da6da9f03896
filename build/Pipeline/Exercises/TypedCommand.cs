using Foundation.Text;
using Pipeline.Options;
using Pipeline.Targets;

namespace Pipeline.Exercises;

/// <summary>What was typed at the prompt, as a command that can be run.</summary>
/// <param name="Program">The program: git, kubectl, or <see langword="null"/> for the release tool.</param>
/// <param name="Words">Its arguments.</param>
internal sealed record TypedCommand(string? Program, IReadOnlyList<string> Words)
{
    private static readonly string[] Others = ["git", "kubectl"];
    private static readonly string[] Doors = ["./build.sh", "build.sh", "./build.ps1", ".\\build.ps1"];

    // They are about this repository and not about the clusters, or would set a stage upon the stage.
    private static readonly string[] NotHere =
    [
        TargetNames.Drill,
        TargetNames.Test,
        TargetNames.TestLong,
        TargetNames.TestCluster,
        TargetNames.Benchmark,
        TargetNames.CheckBenchmark,
    ];

    /// <summary>
    /// The target that it runs; <see langword="null"/> for another program, for a question about the usage, or when it
    /// is none.
    /// </summary>
    public Target? Target =>
        Program is null && !Line.AsksForHelp && !Line.OnlyShows && Line.Targets is [.., var last]
            ? TargetCatalog.Find(last)
            : null;

    /// <summary>The version that is named, or <see langword="null"/>.</summary>
    public string? Version => Program is null ? Line.Value("version") : null;

    /// <summary>Whether regions are named; else it is about all. Other programs name theirs anyhow.</summary>
    public bool NamesRegions => Program is not null || Named.Count > 0;

    /// <summary>The regions that the release tool is told of: all where none or a group is named.</summary>
    public IReadOnlyList<string> Regions => Named.Count > 0 ? Named : ExerciseFleet.Regions;

    /// <summary>The guards that it overrules, as arguments.</summary>
    public IEnumerable<string> Overruled =>
        Program is null
            ? KnownArguments
                .Release.Where(argument => argument.IsOverruling && Line.Has(argument.Name))
                .Select(argument => $"--{argument.Name}")
            : [];

    /// <summary>Whether the release tool is only asked, and changes nothing.</summary>
    public bool IsLook =>
        Target is { } target
        && (
            target.Facts is { Answers: true, Fleet: true, Regions: true }
            || target.Name is TargetNames.Preflight
            || Line.IsDryRun
        );

    /// <summary>Whether an argument of the release tool was given.</summary>
    public bool Has(string argument) => Program is null && Line.Has(argument);

    // A group is no name of a region.
    private IReadOnlyList<string> Named
    {
        get
        {
            string[] named = [.. Line.Values("regions").SelectMany(value => value.Split(','))];
            return named.All(ExerciseFleet.Regions.Contains) ? named : [];
        }
    }

    private CommandLine Line => field ??= CommandLine.Parse(Words);

    /// <summary>Reads words.</summary>
    /// <param name="words">At least one.</param>
    /// <param name="problem">What is wrong with them, or <see langword="null"/>.</param>
    public static TypedCommand Read(IReadOnlyList<string> words, out string? problem)
    {
        var isDoor = Doors.Contains(words[0]);
        var command =
            !isDoor && Others.Contains(words[0])
                ? new TypedCommand(words[0], [.. words.Skip(1)])
                : new TypedCommand(null, [.. words.Skip(isDoor ? 1 : 0)]);
        problem =
            TypedLine.ShellOnly(words) is { } shell
                ? $"'{shell}': one command at a time here; a shell is in a second terminal"
            : command.Program is null && !isDoor && !IsOfTheTool(words[0])
                ? $"'{words[0]}' is no command here; {Meant(words[0])}"
            : command.Target is { } target && NotHere.Contains(target.Name)
                ? $"{target.Name} has no place in an exercise"
            : null;
        return command;
    }

    private static string Meant(string word) =>
        NearestName.Of(word, Known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : "help lists what the release tool does; git and kubectl run, too";

    private static string[] Known => [.. TargetCatalog.Names.Select(TargetCatalog.WordsApart), .. Others];

    private static bool IsOfTheTool(string word) =>
        word.StartsWith('-') || word == "help" || TargetCatalog.Find(word) is not null;
}
