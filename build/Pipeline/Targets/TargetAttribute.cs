namespace Pipeline.Targets;

/// <summary>What a target changes. One that changes something has a record.</summary>
public enum Touch
{
    /// <summary>Nothing: it looks, answers, or only stands for the targets before it.</summary>
    Nothing,

    /// <summary>The fleet file.</summary>
    FleetFile,

    /// <summary>The git repository and its remote.</summary>
    Repository,

    /// <summary>The images of this machine, or the registry.</summary>
    Images,

    /// <summary>Clusters.</summary>
    Regions,
}

/// <summary>Which version a target needs.</summary>
public enum VersionNeed
{
    /// <summary>None.</summary>
    None,

    /// <summary>One that is there already, by its name: a next one does not exist yet.</summary>
    Earlier,

    /// <summary>One that is named, or counted on from the newest.</summary>
    Any,
}

/// <summary>All that a run has to know of a target before it starts. Every task has to say it.</summary>
/// <param name="touches">What it changes.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TargetAttribute(Touch touches) : Attribute
{
    /// <summary>What it changes.</summary>
    public Touch Touches { get; } = touches;

    /// <summary>Whether it needs the fleet.</summary>
    public bool Fleet { get; init; }

    /// <summary>
    /// Whether it is about regions of the fleet. If not, the run reads none from a cluster and records none.
    /// </summary>
    public bool Regions { get; init; } = true;

    /// <summary>Which version has to be given.</summary>
    public VersionNeed Version { get; init; }

    /// <summary>Whether it needs one at all.</summary>
    public bool NeedsVersion => Version != VersionNeed.None;

    /// <summary>Whether it reads the record of an earlier run.</summary>
    public bool Record { get; init; }

    /// <summary>
    /// Whether it only answers a question. Its answer is all that goes to standard output, so that it can be piped;
    /// what is said on the way goes to the error stream.
    /// </summary>
    public bool Answers { get; init; }

    /// <summary>
    /// The formats of what it writes to standard output, of which <c>--output</c> chooses one; the first is the usual
    /// one. None where there is no choice.
    /// </summary>
    public string[] Formats { get; init; } = [];

    /// <summary>
    /// The target that tells what this one would do, for <c>--dry-run</c>; <see langword="null"/> where none does.
    /// </summary>
    public string? ToldBy { get; init; }

    /// <summary>Whether it tells by itself, for <c>--dry-run</c>, what it would do.</summary>
    public bool TellsItself { get; init; }

    /// <summary>The arguments of an example.</summary>
    public string Example { get; init; } = "";

    /// <summary>The page that tells more.</summary>
    public string Page { get; init; } = "README.md";
}

/// <summary>A target of the command.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">What it does, in one line.</param>
/// <param name="Facts">What it needs, answers and touches.</param>
/// <param name="HasOthersBefore">Whether other targets run before it.</param>
public sealed record Target(string Name, string Description, TargetAttribute Facts, bool HasOthersBefore);
