namespace Pipeline.Exercises;

/// <summary>A command that has run.</summary>
/// <param name="Step">The step that it ran in, from 0; after the last one, their number.</param>
/// <param name="Command">What was typed.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Changed">The regions that it changed, as their clusters saw it.</param>
/// <param name="ChangedRepository">Whether the remote has other branches or tags since.</param>
internal sealed record TakenCommand(
    int Step,
    TypedCommand Command,
    int ExitCode,
    IReadOnlyList<string> Changed,
    bool ChangedRepository
)
{
    /// <summary>Whether it changed anything.</summary>
    public bool IsChange => Changed.Count > 0 || ChangedRepository;

    /// <summary>Whether it ran a target; one that was mistyped did not run.</summary>
    /// <param name="target">Its name.</param>
    public bool Has(string target) => ExitCode != Running.ExitCode.Usage && Command.Target?.Name == target;

    /// <summary>Whether it looked at all of some regions.</summary>
    /// <param name="regions">Their names.</param>
    public bool IsLookAt(IEnumerable<string> regions) =>
        ExitCode != Running.ExitCode.Usage && Command.IsLook && regions.All(Command.Regions.Contains);
}
