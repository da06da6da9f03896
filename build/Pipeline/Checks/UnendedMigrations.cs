using Clusters.Calls;
using k8s.Models;
using Pipeline.Running;
using Releases.Jobs;
using Releases.Versions;
using Releases.Workloads;

namespace Pipeline.Checks;

/// <summary>
/// Migration Jobs that have not ended in a region that is to go back. Cancelling a release leaves its Job to the
/// cluster. What that still changes is in no verdict, and it may be what the older code reads.
/// </summary>
internal static class UnendedMigrations
{
    /// <summary>Finds them. Those that lead to the wanted version do not count.</summary>
    /// <param name="context">The run.</param>
    /// <param name="cluster">The region's cluster.</param>
    /// <param name="to">The version that the region goes back to.</param>
    /// <returns>For each which Job runs and where, and what helps.</returns>
    /// <exception cref="ApiRefusalException">The cluster refuses.</exception>
    public static async Task<IReadOnlyList<(string Line, string NextStep)>> FindAsync(
        ReleaseContext context,
        RegionCluster cluster,
        ImageTag to
    )
    {
        var jobs = new MigrationJobs(cluster, context.Fleet.Migration.Job);
        var all = new List<V1Job>(await jobs.FindUnapplyingAsync(context.Cancelled));
        if (await jobs.FindAsync(context.Cancelled) is { } forward)
            all.Insert(0, forward);
        var found = new List<(string Line, string NextStep)>();
        foreach (var job in all.Where(job => IsRunning(job) && !LeadsTo(job, to)))
        {
            if (!await IsGoneOnWithAsync(context, jobs, job, to))
                found.Add(
                    (
                        $"{cluster.Region}: Job {job.Name()} of {WhatOf(job)} is running",
                        $"wait for its end, or end it: ./build.sh --target=CancelMigration --regions={cluster.Region}"
                    )
                );
        }
        return found;
    }

    private static bool IsRunning(V1Job job) =>
        job.Metadata.DeletionTimestamp is null && JobState.Of(job).Phase == JobPhase.Running;

    private static bool LeadsTo(V1Job job, ImageTag to) =>
        job.GetLabel(ReleaseLabels.Back) is null && job.GetLabel(ReleaseLabels.Version) == ReleaseLabels.ValueOf(to);

    // A run that un-applies joins its own steps, and replaces a Job of which no container has ever run.
    private static async Task<bool> IsGoneOnWithAsync(
        ReleaseContext context,
        MigrationJobs jobs,
        V1Job job,
        ImageTag to
    ) =>
        context.Options.UnapplyMigrations
        && (
            job.GetLabel(ReleaseLabels.Back) == ReleaseLabels.ValueOf(to)
            || !await jobs.HasStartedAsync(job, context.Cancelled)
        );

    private static string WhatOf(V1Job job)
    {
        var version = job.GetLabel(ReleaseLabels.Version) ?? MigrationNote.UnknownVersion;
        return job.GetLabel(ReleaseLabels.Back) is null ? version : $"the way back from {version}";
    }
}
