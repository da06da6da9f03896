using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using Foundation.Text;
using Foundation.Timing;
using k8s.Models;
using Pipeline.Checks;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Records;
using Releases.Surveys;
using Releases.Workloads;

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
    /// <exception cref="RefusedException">The person who was asked said no to all.</exception>
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
        var running = await RunningMigration.ReadAsync(cluster, context.Fleet.Migration.Job, context.Cancelled);
        if (running.Count == 0)
            context.Say($"{region.Name}: no migration runs");
        foreach (var migration in running)
        {
            Show(context, region, migration);
            if (await DeployLock.ReadHolderAsync(cluster, context.Cancelled) is { } held)
                context.Say($"{region.Name}: the deploy lock is held by {held}; a release that waits for this fails");
            if (await Confirmation.IsGivenAsync(context, $"End Job {migration.Job.Name()} in {region.Name}?"))
            {
                await EndNotedAsync(context, cluster, migration, actor);
                answers.Do(region.Name);
            }
            else
            {
                context.Say($"{region.Name}: Job {migration.Job.Name()} is left running");
                answers.Leave(region.Name);
            }
        }
        var outcome = answers.Leaves(region.Name) ? Outcome.Skipped : Outcome.Succeeded;
        context.Record.Update(region.Name, entry => entry with { Outcome = outcome });
    }

    private static void Show(ReleaseContext context, Region region, RunningMigration migration)
    {
        var start = migration.Job.Status?.StartTime ?? migration.Job.Metadata.CreationTimestamp;
        var age = start is { } since ? $", for {DurationText.Of(context.Time.GetUtcNow().UtcDateTime - since)}" : "";
        context.Say($"{region.Name}: Job {migration.Job.Name()} of {VersionOf(migration.Job)} runs{age}");
        foreach (var line in migration.PodLines)
            context.Say($"  {line}");
        foreach (var line in migration.Log.TakeLast(ShownLines))
            context.Say($"  | {line}");
        context.Say($"  {AppliedText(migration.Applied)}");
    }

    private static async Task EndNotedAsync(
        ReleaseContext context,
        RegionCluster cluster,
        RunningMigration migration,
        string actor
    )
    {
        var entry = await HandWork.EntryAsync(context, $"ended the migration of {VersionOf(migration.Job)}");
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
        var (state, now) = (MigrationState.Cancelled, context.Time.GetUtcNow());
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
        context.Say($"{cluster.Region}: Job {job.Name()} is gone. {Remains(cluster, migration)}");
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

    private static string VersionOf(V1Job job) => job.GetLabel(ReleaseLabels.Version) ?? MigrationNote.UnknownVersion;

    private static string AppliedText(MigrateLog applied)
    {
        var done =
            applied.Done.Count == 0
                ? "its log names no migration that is done"
                : $"done so far: {Counted.Of(applied.Done.Count, "migration")}: {string.Join(", ", applied.Done)}";
        return applied.UnderWay is null ? done : $"{done}; under way: {applied.UnderWay}";
    }

    private static string Remains(RegionCluster cluster, RunningMigration migration)
    {
        var half = migration.Applied.UnderWay is { } name
            ? $"{name} was under way: it is undone where the database takes changes of the schema back with a transaction, as PostgreSQL does, and the migration is atomic; else look at it."
            : "A migration under way is undone where the database takes it back with a transaction; else look at it.";
        return $"{AppliedText(migration.Applied)}. {half} "
            + $"The same version again applies only what is missing; before older code goes on for long: ./build.sh --target=Status --regions={cluster.Region}";
    }
}
