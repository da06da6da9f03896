using Releases.Fleets;
using Releases.Jobs;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>The ways on after a failed migration, each with its command.</summary>
internal static class WaysOn
{
    /// <summary>Finds the ways on, the nearest first.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="purpose">What the Job was for.</param>
    /// <param name="schema">Where the schema stands.</param>
    /// <param name="point">The state of the database before; <see langword="null"/> where that is not known.</param>
    public static IEnumerable<WayOn> Of(Lane lane, JobPurpose purpose, SchemaRecord schema, RestorePoint? point) =>
        point is null || lane.Region.Provider == Provider.Drill
            ? Of(lane, purpose, schema)
            : Of(lane, purpose, schema)
                .Append(
                    new WayOn(
                        $"last of all a new database with the state of {point}: what was written since is lost",
                        point.Command
                    )
                );

    /// <summary>Why the same Job may run once more.</summary>
    /// <param name="isBack">Whether it is a step of a way back.</param>
    public static string OnlyWhatIsLeft(bool isBack) =>
        isBack ? "Django un-applies only what is still applied" : "Django applies only what is missing";

    private static IEnumerable<WayOn> Of(Lane lane, JobPurpose purpose, SchemaRecord schema)
    {
        var region = $"--regions={lane.Region.Name}";
        if (schema.In(StepState.HalfApplied) is [var half, ..])
            yield return new WayOn(
                $"before anything else compare the tables with {half}, and undo by hand what it has done",
                null
            );
        if (purpose.Step is not null)
        {
            yield return Way(
                lane,
                "fix the cause above, then the same command again: it goes on with the step that failed",
                $"--target=Rollback --version={lane.Order.Version} {region} --unapply-migrations"
            );
            yield break;
        }
        yield return Way(
            lane,
            $"fix the cause above, then the same command again: {OnlyWhatIsLeft(isBack: false)}",
            $"--target={lane.Order.Target} --version={purpose.Version} {region}"
        );
        if (schema is { BackTo: { } point, Serving: { } serving } && schema.In(StepState.Applied).Count > 0)
        {
            var (look, accepted) = schema.IsBackUncertain
                ? (", when CheckRollback has shown what may fail", " --accept-migration-risk")
                : ("", "");
            yield return Way(
                lane,
                $"un-apply back to {point}{look}",
                $"--target=Rollback --version={serving.Version} --from={purpose.Version} {region} --unapply-migrations{accepted}"
            );
        }
        else if (schema.NoWayBack is { } obstacle)
            yield return new WayOn($"un-applying is no way: {obstacle}", null);
        if (purpose.Version.Version is not null)
            yield return Way(
                lane,
                "a patch release with the migration repaired",
                $"--target=Deploy --bump=patch {region}"
            );
    }

    // After a drill the same name means a real region.
    private static WayOn Way(Lane lane, string what, string arguments) =>
        new(what, lane.Region.Provider == Provider.Drill ? null : $"./build.sh {arguments}");
}
