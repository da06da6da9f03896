using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using Foundation.Timing;
using k8s.Models;
using Pipeline.Checks;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Records;
using Releases.Surveys;

namespace Pipeline.Cancelling;

/// <summary>
/// Ends migrations that run: shows what they have done, asks, notes it, deletes the Job in the foreground, and says
/// what that leaves behind. Who says no to one, or a cluster that fails, keeps nobody from being asked about the rest.
/// </summary>
internal static class MigrationCancel
{
    private const int ShownLines = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Asks and ends, region by region.</summary>
    /// <exception cref="UsageException">No region was named, or other targets were.</exception>
    /// <exception cref="RefusedException">
    /// The person who was asked said no to all, or other Jobs have taken their places.
    /// </exception>
    /// <exception cref="ReleaseException">Some were ended and others were not.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        if (context.TaskNames.Count > 1)
            throw new UsageException("CancelMigration runs alone: give no other --target beside it");
        if (context.Options.Regions.Names.Count == 0)
            throw new UsageException("CancelMigration ends migrations that run: name where with --regions=uk,qatar");
        var actor = await context.Checkout.ActorAsync();
        Confirmation.RequireSomebody(context);
        var answers = new AskedRegions("ended", "left running", "./build.sh --target=CancelMigration");
        await answers.OverAsync(context, region => CancelAsync(context, region, actor, answers));
    }

    private static async Task CancelAsync(ReleaseContext context, Region region, string actor, AskedRegions answers)
    {
        var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
        ContextNamespace.Require(context.Fleet, region, cluster);
        var running = await RunningMigration.ReadAsync(cluster, context.Fleet.Migration.Job, context.Cancelled);
        if (running.Count == 0)
            context.Say($"{region.Name}: no migration runs");
        foreach (var migration in running)
        {
            Show(context, region, migration);
            if (await DeployLock.ReadHolderAsync(cluster, context.Cancelled) is { } held)
                context.Say($"{region.Name}: the deploy lock is held by {held}; a release that waits for this fails");
            if (!await Confirmation.IsGivenAsync(context, $"End Job {migration.Job.Name()} in {region.Name}?"))
            {
                context.Say($"{region.Name}: Job {migration.Job.Name()} is left running");
                answers.Leave(region.Name);
            }
            else if (await ReadAgainAsync(context, cluster, migration.Job, answers) is { } now)
            {
                await EndNotedAsync(context, cluster, now, actor);
                answers.Do(region.Name);
            }
        }
        var isEnded = running.Count == 0 || answers.Does(region.Name);
        var outcome = isEnded && !answers.Leaves(region.Name) ? Outcome.Succeeded : Outcome.Skipped;
        context.Record.Update(region.Name, entry => entry with { Outcome = outcome });
    }

    // The answer may take minutes, in which the migration goes on, ends, or is replaced by another attempt.
    private static async Task<RunningMigration?> ReadAgainAsync(
        ReleaseContext context,
        RegionCluster cluster,
        V1Job asked,
        AskedRegions answers
    )
    {
        var running = await RunningMigration.ReadAsync(cluster, context.Fleet.Migration.Job, context.Cancelled);
        if (running.FirstOrDefault(migration => migration.Job.Uid() == asked.Uid()) is { } same)
            return same;
        var found = await new MigrationJobs(cluster, asked.Name()).FindAsync(context.Cancelled);
        context.Say(
            $"{cluster.Region}: nothing was ended: {MigrationWords.Became(asked, found)}: ./build.sh --target=Status --regions={cluster.Region}"
        );
        if (found is not null && found.Uid() != asked.Uid() && JobState.Of(found).Phase == JobPhase.Running)
            answers.Leave(
                cluster.Region,
                "where another Job has taken its place by now",
                new RefusedException(
                    [$"{cluster.Region}: {MigrationWords.Became(asked, found)}; it is left alone"],
                    $"this shows it, asks and ends it: ./build.sh --target=CancelMigration --regions={cluster.Region}"
                )
            );
        return null;
    }

    private static void Show(ReleaseContext context, Region region, RunningMigration migration)
    {
        var start = migration.Job.Status?.StartTime ?? migration.Job.Metadata.CreationTimestamp;
        var age = start is { } since ? $", for {DurationText.Of(context.Time.GetUtcNow().UtcDateTime - since)}" : "";
        context.Say(
            $"{region.Name}: Job {migration.Job.Name()} of {MigrationWords.VersionOf(migration.Job)} runs{age}"
        );
        foreach (var line in migration.PodLines)
            context.Say($"  {line}");
        foreach (var line in migration.Log.TakeLast(ShownLines))
            context.Say($"  | {line}");
        context.Say($"  {MigrationWords.Applied(migration.Applied)}");
    }

    private static async Task EndNotedAsync(
        ReleaseContext context,
        RegionCluster cluster,
        RunningMigration migration,
        string actor
    )
    {
        var entry = await HandWork.EntryAsync(
            context,
            $"ended the migration of {MigrationWords.VersionOf(migration.Job)}"
        );
        await HandWork
            .NotedAt(context, cluster, entry)
            .EndAsync(() => EndAsync(context, cluster, migration, actor), context.Cancelled);
    }

    private static async Task EndAsync(
        ReleaseContext context,
        RegionCluster cluster,
        RunningMigration migration,
        string actor
    )
    {
        var job = migration.Job;
        var notes = new MigrationNoteStore(cluster, context.Fleet.Migration.Job);
        var noted = await notes.ReadAsync(context.Cancelled);
        var (state, now) = (MigrationState.Cancelled, cluster.Connection.Clock.Now);
        await notes.WriteAsync(
            noted?.TellsOf(job) == true
                ? noted with
                {
                    State = state,
                    Actor = actor,
                    At = now,
                }
                : MigrationNote.OfUnnoted(noted, job, state, actor, now),
            context.Cancelled
        );
        context.Say($"{cluster.Region}: deleting Job {job.Name()} and its pods");
        await RemoveAsync(context, cluster, job);
        context.Say($"{cluster.Region}: Job {job.Name()} is gone. {MigrationWords.Remains(cluster, migration)}");
    }

    private static async Task RemoveAsync(ReleaseContext context, RegionCluster cluster, V1Job job)
    {
        var removal = new JobRemoval(cluster, job);
        using var limit = new CancellationTokenSource(Limit, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.Cancelled);
        try
        {
            await removal.RunAsync(text => context.Say($"{cluster.Region}: {text}"), either.Token);
        }
        catch (OperationCanceledException) when (!context.Cancelled.IsCancellationRequested)
        {
            throw new ReleaseException(
                $"{cluster.Region}: {removal.Remains} is still there after {DurationText.OfLimit(Limit)}",
                $"{cluster.Kubectl} get pods --selector=job-name={job.Name()} --output=yaml"
            );
        }
    }
}
