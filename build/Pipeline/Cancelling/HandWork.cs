using Clusters.Calls;
using Clusters.Locks;
using Foundation.Secrets;
using Pipeline.Running;
using Releases.Histories;

namespace Pipeline.Cancelling;

/// <summary>What a person does to a region without releasing anything, as the region's history has it.</summary>
internal static class HandWork
{
    /// <summary>The entry of this run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="what">What is done, in a few words.</param>
    public static async Task<HistoryEntry> EntryAsync(ReleaseContext context, string what)
    {
        var (record, environment) = (context.Record.Current, context.RunEnvironment);
        var actor = await context.Checkout.ActorAsync();
        return new HistoryEntry
        {
            Target = record.Target,
            // No version arrives.
            Version = "",
            Reason = what,
            Actor = actor,
            Host = environment.Host,
            Job = context.Options.CiJob,
            Run = new LockHolder(SecretKeeper.Redact(actor), environment.Host, environment.ProcessId).Identity,
            Began = record.StartedAt,
        };
    }

    /// <summary>What notes the work at a region.</summary>
    public static NotedRun NotedAt(ReleaseContext context, RegionCluster cluster, HistoryEntry entry) =>
        new(
            cluster,
            context.Fleet.Migration.Job,
            entry,
            text => context.Say($"{cluster.Region}: {text}"),
            context.Time
        );
}
