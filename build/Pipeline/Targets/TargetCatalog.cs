using System.Reflection;
using Cake.Frosting;
using Releases.Records;

namespace Pipeline.Targets;

/// <summary>The targets of the command, read from the tasks themselves.</summary>
public static class TargetCatalog
{
    private static readonly Lazy<IReadOnlyList<Target>> Found = new(() =>
        [
            .. typeof(TargetCatalog)
                .Assembly.GetExportedTypes()
                .Where(type => !type.IsAbstract && typeof(IFrostingTask).IsAssignableFrom(type))
                .Select(Read)
                .OrderBy(target => target.Name, StringComparer.Ordinal),
        ]
    );

    /// <summary>All targets, by name.</summary>
    public static IReadOnlyList<Target> All => Found.Value;

    /// <summary>The names of all targets.</summary>
    public static IReadOnlyCollection<string> Names => [.. All.Select(target => target.Name)];

    /// <summary>
    /// The targets of a release that change what others see: clusters, the repository's tags, the registry.
    /// </summary>
    public static IReadOnlyList<string> SeenByOthers { get; } =
    [.. StageTable.ChangingTargets, TargetNames.Tag, TargetNames.PushAcr];

    /// <summary>
    /// Finds a target; names compare without case, as Cake compares them, and may have their words apart:
    /// <c>check-rollback</c>.
    /// </summary>
    public static Target? Find(string name) =>
        All.FirstOrDefault(target => target.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? All.FirstOrDefault(target => WordsApart(target.Name).Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A target's name as other tools would write it: <c>check-rollback</c>.</summary>
    public static string WordsApart(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}"))
            .ToLowerInvariant();

    /// <summary>
    /// Whether targets that run alone, <c>--exclusive</c>, leave out checks before they change something.
    /// </summary>
    /// <param name="names">The targets' names.</param>
    /// <param name="restoresOnFailure">Whether a region that fails is taken back.</param>
    public static bool LeaveOutChecks(IReadOnlyCollection<string> names, bool restoresOnFailure) =>
        !names.Contains(TargetNames.Preflight)
        && (
            names.Intersect(SeenByOthers).Any()
            // Verifying changes a region only where it takes one back.
            || (restoresOnFailure && names.Contains(TargetNames.VerifyRollout))
        );

    /// <summary>Whether a target of these names changes something.</summary>
    public static bool Touches(IEnumerable<string> names) =>
        names.Select(Find).Any(target => target is { Facts.Touches: not Touch.Nothing });

    /// <exception cref="InvalidOperationException">A task does not say what it is: a bug that every start of the
    /// command shows.</exception>
    private static Target Read(Type type) =>
        new(
            type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name,
            type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? string.Empty,
            type.GetCustomAttribute<TargetAttribute>()
                ?? throw new InvalidOperationException(
                    $"{type.Name} has no [Target] that says what it needs and touches"
                ),
            type.IsDefined(typeof(IsDependentOnAttribute))
        );
}
