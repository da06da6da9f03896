using Clusters.Calls;
using Foundation.Text;
using k8s.Models;
using Releases.Jobs;
using Releases.Surveys;
using Releases.Workloads;

namespace Pipeline.Cancelling;

/// <summary>What is said of a migration that a person ends.</summary>
internal static class MigrationWords
{
    /// <summary>The version whose image a Job runs.</summary>
    public static string VersionOf(V1Job job) => job.GetLabel(ReleaseLabels.Version) ?? MigrationNote.UnknownVersion;

    /// <summary>How far a migration has come, as its log tells.</summary>
    public static string Applied(MigrateLog applied)
    {
        var done =
            applied.Done.Count == 0
                ? "its log names no migration that is done"
                : $"done so far: {Counted.Of(applied.Done.Count, "migration")}: {string.Join(", ", applied.Done)}";
        return applied.UnderWay is null ? done : $"{done}; under way: {applied.UnderWay}";
    }

    /// <summary>What a Job has become that does not run any more.</summary>
    /// <param name="asked">The Job as it ran.</param>
    /// <param name="found">The Job that has its name now.</param>
    public static string Became(V1Job asked, V1Job? found)
    {
        var job = $"Job {asked.Name()}";
        if (found is null)
            return $"{job} is gone by now";
        if (found.Uid() != asked.Uid())
            return $"another Job {asked.Name()} has taken its place by now";
        return JobState.Of(found).Phase switch
        {
            JobPhase.Complete => $"{job} has succeeded by now",
            JobPhase.Failed => $"{job} has failed by now",
            JobPhase.Running => $"{job} is being deleted by somebody else",
        };
    }

    /// <summary>What a Job leaves behind that was ended.</summary>
    public static string Remains(RegionCluster cluster, RunningMigration migration)
    {
        // A pod has some seconds to end, and Python as the first process of a container does not hear the signal.
        var half = migration.Applied.UnderWay is { } name
            ? $"{name} was under way: it may still have been completed. If not, it is undone where the database takes changes of the schema back with a transaction, as PostgreSQL does, and the migration is atomic. Where it is not, look at it."
            : "A migration under way may still have been completed. If not, it is undone where the database takes it back with a transaction. Where it does not, look at it.";
        var region = cluster.Region;
        var again = migration.Job.GetLabel(ReleaseLabels.Back) is { } back
            ? $"./build.sh --target=Rollback --version={back} --unapply-migrations --regions={region} goes on with this step."
            : "The same version again applies only what is missing.";
        return $"{Applied(migration.Applied)}. {half} {again} "
            + $"Before older code goes on for long, see what is applied: ./build.sh --target=Status --schema --regions={region}";
    }
}
