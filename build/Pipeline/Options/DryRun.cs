using Pipeline.Targets;

namespace Pipeline.Options;

/// <summary>
/// What <c>--dry-run</c> asks for instead of a target that changes something: the one that tells what would happen.
/// Cake's own <c>--dryrun</c> walks the graph and looks at nothing.
/// </summary>
internal static class DryRun
{
    /// <summary>The argument's name.</summary>
    public const string Name = "dry-run";

    /// <summary>Whether a command line asks for one.</summary>
    public static bool IsAskedForBy(CommandLine line) =>
        line.Has(Name) && !string.Equals(line.Value(Name), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The target that tells, or why there is none.</summary>
    /// <param name="targets">What was asked for.</param>
    /// <param name="isExclusive">Whether without what it depends on.</param>
    public static (Target? Teller, string? Problem) Of(IReadOnlyList<Target> targets, bool isExclusive)
    {
        if (targets is not [var target])
            return (null, $"--{Name}: it tells of one target; give one");
        if (target.Facts.TellsItself)
            return (target, null);
        if (target.Facts.ToldBy is not { } teller)
            return (null, $"--{Name}: {Why(target)}");
        return isExclusive
            ? (
                null,
                $"--{Name}: {teller} speaks for the whole chain, not for {target.Name} alone; leave --exclusive out"
            )
            : (TargetCatalog.Find(teller), null);
    }

    private static string Why(Target target) =>
        ArgumentTakers.Chain(target) && target.Facts.Touches != Touch.Nothing
            ? $"{TargetNames.Plan} speaks for the whole chain, not for {target.Name}; take Deploy --{Name}"
        : target.Facts.Touches != Touch.Nothing
            ? $"nothing tells beforehand what {target.Name} does, only of Deploy, Rollback and AddRegion; leave it out"
        : $"{target.Name} changes nothing; leave it out";
}
