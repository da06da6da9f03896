using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Options;

/// <summary>Which targets do something with which argument of a release.</summary>
public static class ArgumentTakers
{
    // Preflight and Plan speak for the whole chain, and are given what it will be given.
    private static readonly Func<Target, bool> WholeReleases = Is(
        TargetNames.Deploy,
        TargetNames.Drill,
        TargetNames.Preflight,
        TargetNames.Plan
    );

    private static readonly Func<Target, bool> Lanes = Or(Is([.. StageTable.Targets]), WholeReleases);

    private static readonly Func<Target, bool> RunsLanes = And(
        Or(Lanes, Is(TargetNames.Rollback)),
        Not(Is(TargetNames.Preflight, TargetNames.Plan))
    );

    private static readonly Func<Target, bool> Drill = Is(TargetNames.Drill);

    private static readonly Func<Target, bool> Regions = target => target.Facts is { Fleet: true, Regions: true };

    private static readonly Func<Target, bool> RealRegions = And(Regions, Not(Drill));

    private static readonly Func<Target, bool> NewRegion = Is(TargetNames.AddRegion);

    /// <summary>The chain of a release, and the targets that speak for it.</summary>
    internal static readonly Func<Target, bool> Chain = target => target.Facts.Version == VersionNeed.Any;

    private static readonly Func<Target, bool> Versions = target => target.Facts.NeedsVersion;

    private static readonly Func<Target, bool> GoesBack = target => target.Facts.Version == VersionNeed.Earlier;

    private static readonly Func<Target, bool> Review = Is(TargetNames.CheckMigrations);

    private static readonly Func<Target, bool> Changes = target =>
        target.Facts.Touches != Touch.Nothing || target.Name is TargetNames.Deploy or TargetNames.Drill;

    private static readonly Func<Target, bool> Images = Or(
        Versions,
        Is(TargetNames.Status, TargetNames.ApplyManifests, TargetNames.AddRegion)
    );

    private static readonly (Func<Target, bool> Take, string[] Arguments)[] Table =
    [
        (Or(Versions, Drill, Is(TargetNames.ApplyManifests)), ["version"]),
        (Chain, ["bump", "builder", "allow-version-gap", "allow-downgrade"]),
        (Or(Regions, NewRegion), ["regions", "namespace"]),
        (Regions, ["waves"]),
        (RealRegions, ["gke", "gke-regions"]),
        (Or(RealRegions, NewRegion), ["gke-project", "gke-location", "cloud-access"]),
        (NewRegion, ["provider", "cluster", "resource-group", "subscription", "url", "aliases"]),
        (NewRegion, ["groups", "wave", "manifests"]),
        (target => target.Facts.Fleet, ["fleet"]),
        (Or(Versions, Review, target => target.Facts.Touches == Touch.Repository), ["app"]),
        (Images, ["image", "registry-user"]),
        (RunsLanes, ["tail-migration", "migration-timeout", "rollout-timeout", "progress"]),
        (Or(RunsLanes, Is(TargetNames.ApplyManifests)), ["wait-lock"]),
        (Lanes, ["on-failure"]),
        (WholeReleases, ["apply-manifests"]),
        (Or(Lanes, Is(TargetNames.Rollback, TargetNames.Revert)), ["accept-migration-risk"]),
        (And(Or(Lanes, Is(TargetNames.Rollback)), Not(Drill)), ["backup"]),
        (And(Changes, Not(Drill)), ["yes"]),
        (Or(Changes, Versions, Is(TargetNames.Status)), ["actor"]),
        (Or(Changes, target => target.Facts.Record), ["record"]),
        (Or(Versions, Drill, Is(TargetNames.Status, TargetNames.History, TargetNames.Report)), ["report"]),
        (Or(RunsLanes, Chain), ["dotenv"]),
        (And(RunsLanes, Not(Drill)), ["notify"]),
        (Or(GoesBack, Review), ["from", "strict"]),
        (Review, ["live", "code-quality"]),
        (Is(TargetNames.Rollback), ["unapply-migrations"]),
        (Is(TargetNames.Status, TargetNames.Plan), ["schema"]),
        (Is(TargetNames.Status), ["watch", "interval"]),
        (target => target.Facts.Formats.Length > 0, ["output"]),
        (Is(TargetNames.ApplyManifests), ["force-conflicts", "prune"]),
        (Is(TargetNames.Credentials), ["kubeconfig"]),
        (Is(TargetNames.Completion), ["shell"]),
        (Or(NewRegion, Is(TargetNames.Pipeline)), ["tier"]),
        (Is(TargetNames.Pipeline), ["start"]),
        (Is(TargetNames.StartPatch, TargetNames.FinishPatch), ["line"]),
        (Is(TargetNames.Revert), ["commit", "drop-migrations"]),
        (target => target.Facts.ToldBy is not null || target.Facts.TellsItself, [DryRun.Name]),
        (Drill, ["fault", "serve", "scenario"]),
    ];

    private static readonly Dictionary<string, Func<Target, bool>> ByName = Table
        .SelectMany(row => row.Arguments.Select(argument => (argument, row.Take)))
        .ToDictionary(entry => entry.argument, entry => entry.Take, StringComparer.Ordinal);

    /// <summary>Whether a target does something with an argument.</summary>
    /// <param name="target">The target.</param>
    /// <param name="argument">One of <see cref="KnownArguments.Release"/>, by its name.</param>
    public static bool Takes(Target target, string argument) => ByName[argument](target);

    private static Func<Target, bool> Is(params string[] names) => target => names.Contains(target.Name);

    private static Func<Target, bool> Or(params Func<Target, bool>[] any) => target => any.Any(each => each(target));

    private static Func<Target, bool> And(Func<Target, bool> one, Func<Target, bool> other) =>
        target => one(target) && other(target);

    private static Func<Target, bool> Not(Func<Target, bool> one) => target => !one(target);
}
