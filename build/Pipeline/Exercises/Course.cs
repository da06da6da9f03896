using Pipeline.Targets;

namespace Pipeline.Exercises;

/// <summary>The way that a person took through an exercise: what really happened, in order.</summary>
public sealed class Course
{
    private readonly List<TakenCommand> _commands = [];
    private readonly HashSet<string> _notes = [];

    /// <summary>How often the solution of a step was shown.</summary>
    public int Solutions { get; set; }

    /// <summary>How many hints were shown.</summary>
    public int Hints { get; set; }

    /// <summary>The steps, from 0, whose goals were reached by a change that an earlier step was not about.</summary>
    public IList<int> PassedByStrays { get; } = [];

    /// <summary>Whether the last step is reached.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether anything was changed.</summary>
    public bool HasChanges => _commands.Exists(taken => taken.IsChange);

    /// <summary>Whether anything was run.</summary>
    public bool HasBegun => _commands.Count > 0;

    /// <summary>Whether somebody looked before the first change, at what it then changed.</summary>
    public bool LookedFirst => FirstLooks.Any();

    /// <summary>The names of the looks before the first change.</summary>
    public IEnumerable<string> NamesOfFirstLooks =>
        FirstLooks.Select(taken => TargetCatalog.WordsApart(taken.Command.Target!.Name)).Distinct();

    /// <summary>Whether somebody looked after the last change, at what that has changed.</summary>
    public bool LookedAgain =>
        _commands.FindLastIndex(taken => taken.IsChange) is >= 0 and var last
        && _commands.Skip(last + 1).Any(taken => taken.IsLookAt(_commands[last].Changed));

    /// <summary>The checks that were overruled, as arguments.</summary>
    public IEnumerable<string> Overruled => _commands.SelectMany(taken => taken.Command.Overruled).Distinct();

    /// <summary>Whether a target ended before the first change, with whatever answer.</summary>
    /// <param name="target">Its name.</param>
    public bool AskedFirst(string target) => BeforeTheFirstChange.Any(taken => taken.Has(target));

    /// <summary>
    /// Whether a plan was read, or the checks of a release, before the first release; <see langword="null"/> where
    /// nothing was released.
    /// </summary>
    public bool? ReadThePlan =>
        ChangedBy(TargetNames.Deploy)
            ? _commands
                .TakeWhile(taken => !(taken.IsChange && taken.Has(TargetNames.Deploy)))
                .Any(taken => taken.Has(TargetNames.Plan) || taken.Has(TargetNames.Preflight))
            : null;

    /// <summary>
    /// Whether the migrations were judged before the first change; <see langword="null"/> where nothing was changed.
    /// </summary>
    public bool? JudgedTheWayBack => HasChanges ? AskedFirst(TargetNames.CheckRollback) : null;

    /// <summary>Whether somebody went forward: <see langword="null"/> where nobody released or went back.</summary>
    public bool? WentForward =>
        ChangedBy(TargetNames.Rollback) ? false
        : ChangedBy(TargetNames.Deploy) ? true
        : null;

    /// <summary>Whether a target ran, with whatever end.</summary>
    /// <param name="target">Its name.</param>
    public bool Ran(string target) => _commands.Exists(taken => taken.Has(target));

    /// <summary>Whether somebody looked before the first change, with an argument.</summary>
    /// <param name="argument">Its name.</param>
    public bool LookedFirstWith(string argument) => FirstLooks.Any(taken => taken.Command.Has(argument));

    /// <summary>Whether a target ran that changed something.</summary>
    /// <param name="target">Its name.</param>
    public bool ChangedBy(string target) => _commands.Exists(taken => taken.IsChange && taken.Has(target));

    /// <summary>Whether a version was released by its name.</summary>
    /// <param name="version">The version.</param>
    public bool Released(string version) =>
        _commands.Exists(taken => taken.IsChange && taken.Has(TargetNames.Deploy) && taken.Command.Version == version);

    /// <summary>Whether a region was changed.</summary>
    /// <param name="region">Its name.</param>
    public bool HasChanged(string region) => _commands.Exists(taken => taken.Changed.Contains(region));

    /// <summary>The regions that were changed in a step.</summary>
    /// <param name="step">The step, from 0.</param>
    public IEnumerable<string> ChangedIn(int step) => In(step).SelectMany(taken => taken.Changed).Distinct();

    /// <summary>The regions that were changed in a step that was not about them.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="meant">The regions that it is about.</param>
    public IReadOnlyList<string> Strays(int step, IReadOnlyList<string> meant) => [.. ChangedIn(step).Except(meant)];

    /// <summary>Whether regions were named by those commands of a step that changed others than were meant.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="meant">The regions that it is about.</param>
    public bool NamedStrays(int step, IReadOnlyList<string> meant) =>
        In(step).Where(taken => taken.Changed.Except(meant).Any()).All(taken => taken.Command.NamesRegions);

    /// <summary>Passes a step whose goal is reached when it begins.</summary>
    /// <param name="steps">The steps of the exercise.</param>
    /// <param name="step">Which of them, from 0.</param>
    /// <returns>The earlier step and what was changed in it that it was not about, where that has led here.</returns>
    public (int Step, IReadOnlyList<string> Changed)? Pass(IReadOnlyList<ExerciseStep> steps, int step)
    {
        for (var earlier = 0; earlier < step; earlier++)
            if (Strays(earlier, steps[earlier].Regions) is var strays && strays.Intersect(steps[step].Regions).Any())
            {
                PassedByStrays.Add(step);
                return (earlier, strays);
            }
        return null;
    }

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

    private IEnumerable<TakenCommand> In(int step) => _commands.Where(taken => taken.Step == step);

    // A look at one region is none at another one, which is changed then.
    private IEnumerable<TakenCommand> FirstLooks =>
        BeforeTheFirstChange.Where(taken =>
            taken.IsLookAt(_commands.Find(changing => changing.IsChange)?.Changed ?? [])
        );

    private IEnumerable<TakenCommand> BeforeTheFirstChange => _commands.TakeWhile(taken => !taken.IsChange);
}
