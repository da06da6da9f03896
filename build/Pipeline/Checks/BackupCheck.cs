using Migrations.Verdicts;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Orders;
using Releases.Plans;

namespace Pipeline.Checks;

/// <summary>Whether and how the regions' databases are backed up before their schema changes.</summary>
public static class BackupCheck
{
    /// <summary>Checks that a region's database can be backed up where that may be needed.</summary>
    /// <param name="order">What the lanes would do.</param>
    /// <param name="region">The region.</param>
    /// <param name="findings">Receives what speaks against it.</param>
    /// <param name="cancellationToken">Stops the questions.</param>
    public static async Task RunAsync(
        ReleaseOrder order,
        Region region,
        Findings findings,
        CancellationToken cancellationToken
    )
    {
        if (order.Backup is not { } backup || backup.PolicyOf(order.Fleet, region) == BackupPolicy.Never)
            return;
        if (!order.Fleet.CanBackUp(region))
            findings.Add(
                $"{region.Name}: --backup asks for a backup, and {order.Fleet.File} does not say how its database is backed up",
                "give the region a `database`, or the fleet a `backup` (docs/backups.md); --backup=never goes without"
            );
        else if (region.Database is { } database)
            await findings.CollectAsync(() => backup.Databases.CheckAsync(database, cancellationToken));
        else
            BackupManifest.Render(order, region);
    }

    /// <summary>Adds to each region's plan what backs up its database before the migrations.</summary>
    /// <param name="order">What the lanes would do.</param>
    /// <param name="context">The run.</param>
    /// <param name="plan">The plan, with what the migrations mean.</param>
    public static ReleasePlan Add(ReleaseOrder order, ReleaseContext context, ReleasePlan plan) =>
        plan with
        {
            Regions =
            [
                .. plan.Regions.Select(entry =>
                {
                    var region = context.Regions.First(region => region.Name == entry.Name);
                    return entry with { Backup = WhatOf(order, region, entry, plan.Migrations) };
                }),
            ],
        };

    private static string? WhatOf(
        ReleaseOrder order,
        Region region,
        RegionPlan entry,
        IReadOnlyList<RegionsVerdict> verdicts
    )
    {
        if (order.Backup?.PolicyOf(order.Fleet, region) is not { } policy || policy == BackupPolicy.Never)
            return null;
        // A region that has the version already changes nothing; of one that is not known, the lane decides.
        var verdict = verdicts.FirstOrDefault(each => each.From == entry.From);
        var isTaken = verdict?.Verdict is { } known
            ? BackupOrder.Reason(policy, verdict.From, known) is not null
            : verdict is not null || entry.From is null;
        return isTaken ? region.Database?.ToString() ?? $"Job {order.Fleet.Backup?.Job}" : null;
    }
}
