using Pipeline.Targets;

namespace Pipeline.Exercises;

/// <summary>A command that has run.</summary>
/// <param name="Step">The step that it ran in, from 0.</param>
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
}

/// <summary>The way that a person took through an exercise: what really happened, in order.</summary>
public sealed class Course
{
    private readonly List<TakenCommand> _commands = [];
    private readonly HashSet<string> _notes = [];

    /// <summary>How often the solution of a step was shown.</summary>
    public int Solutions { get; set; }

    /// <summary>Whether the last step is reached.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether anything was changed.</summary>
    public bool HasChanges => _commands.Exists(taken => taken.IsChange);

    /// <summary>Whether anything was run.</summary>
    public bool HasBegun => _commands.Count > 0;

    /// <summary>Whether somebody looked before the first change.</summary>
    public bool LookedFirst => BeforeTheFirstChange.Any(taken => taken.Command.IsLook);

    /// <summary>Whether somebody looked after the last change.</summary>
    public bool LookedAgain =>
        _commands
            .Skip(1 + _commands.FindLastIndex(taken => taken.IsChange))
            .Any(taken => taken.Command.IsLook && HasChanges);

    /// <summary>The checks that were overruled, as arguments.</summary>
    public IEnumerable<string> Overruled => _commands.SelectMany(taken => taken.Command.Overruled).Distinct();

    /// <summary>Whether a target ended before the first change, with whatever answer.</summary>
    /// <param name="target">Its name.</param>
    public bool AskedFirst(string target) => BeforeTheFirstChange.Any(taken => taken.Command.Target?.Name == target);

    /// <summary>
    /// Whether a plan was read, or the checks of a release; <see langword="null"/> where nothing was released.
    /// </summary>
    public bool? ReadThePlan =>
        ChangedBy(TargetNames.Deploy) ? Ran(TargetNames.Plan) || Ran(TargetNames.Preflight) : null;

    /// <summary>
    /// Whether the migrations were judged before the first change; <see langword="null"/> where nothing was changed.
    /// </summary>
    public bool? JudgedTheWayBack => HasChanges ? AskedFirst(TargetNames.CheckRollback) : null;

    /// <summary>Whether a target ran, with whatever end.</summary>
    /// <param name="target">Its name.</param>
    public bool Ran(string target) => _commands.Exists(taken => taken.Command.Target?.Name == target);

    /// <summary>Whether somebody looked before the first change, with an argument.</summary>
    /// <param name="argument">Its name.</param>
    public bool LookedFirstWith(string argument) =>
        BeforeTheFirstChange.Any(taken => taken.Command.IsLook && taken.Command.Has(argument));

    /// <summary>Whether a target ran that changed something.</summary>
    /// <param name="target">Its name.</param>
    public bool ChangedBy(string target) =>
        _commands.Exists(taken => taken.IsChange && taken.Command.Target?.Name == target);

    /// <summary>The regions that were changed in a step.</summary>
    /// <param name="step">The step, from 0.</param>
    public IEnumerable<string> ChangedIn(int step) =>
        _commands.Where(taken => taken.Step == step).SelectMany(taken => taken.Changed).Distinct();

    /// <summary>Notes that something happened in the clusters that a remark is about.</summary>
    public void Note(string what)
    {
        lock (_notes)
            _notes.Add(what);
    }

    /// <summary>Whether it was noted.</summary>
    public bool Has(string what)
    {
        lock (_notes)
            return _notes.Contains(what);
    }

    internal void Add(TakenCommand taken) => _commands.Add(taken);

    private IEnumerable<TakenCommand> BeforeTheFirstChange => _commands.TakeWhile(taken => !taken.IsChange);
}
