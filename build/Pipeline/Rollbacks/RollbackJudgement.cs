using Foundation.Failures;
using Migrations;
using Migrations.Verdicts;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Fleets;
using Releases.Workloads;

namespace Pipeline.Rollbacks;

/// <summary>Judges going back from what runs to an older version.</summary>
public static class RollbackJudgement
{
    /// <summary>Writes the verdict, and refuses where it is unsafe.</summary>
    /// <exception cref="UsageException">No version was named.</exception>
    /// <exception cref="RefusedException">The verdict is unsafe, or with <c>--strict</c> has to be
    /// investigated.</exception>
    /// <exception cref="ReleaseException">A version is not in the checkout.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var options = context.Options;
        var to =
            options.Version
            ?? throw new UsageException("CheckRollback needs the version to go back to: --version=X.Y.Z");
        var check = new MigrationCheck(options.App, context.Time);
        var outlooks = new List<MigrationOutlook>();
        foreach (var (from, regions) in await StartsAsync(context))
            outlooks.Add(
                new MigrationOutlook(from, regions, await check.RollbackAsync(from, to.Text, context.Cancelled))
            );
        context.Record.Update(record =>
            record with
            {
                Migrations = [.. outlooks.Select(outlook => outlook.Verdict).OfType<MigrationVerdict>()],
            }
        );
        VerdictReport.Write(context.Answer, outlooks, options.Output);
        var worst = outlooks.Max(outlook => outlook.Verdict!.Verdict);
        if (worst == Verdict.Unsafe || (worst == Verdict.Investigate && options.Strict))
            throw new RefusedException(
                [$"going back to {to}: {Word(worst)}"],
                "mend forward with a patch release, or un-apply the migrations first"
            );
    }

    private static async Task<IReadOnlyList<(string From, string[] Regions)>> StartsAsync(ReleaseContext context)
    {
        if (context.Options.From is { } from)
            return [(from, [])];
        var live = await Task.WhenAll(context.Regions.Select(region => ReadAsync(context, region)));
        return
        [
            .. live.GroupBy(entry => entry.Version)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Select(entry => entry.Region).ToArray())),
        ];
    }

    private static async Task<(string Version, string Region)> ReadAsync(ReleaseContext context, Region region)
    {
        var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
        var order = await ReleaseOrders.OfAsync(context);
        var changes = await ImageChanges.PlanAsync(new WorkloadApi(cluster), order, region.Name, context.Cancelled);
        return ImageChanges.VersionOf(changes) is { } version
            ? (version, region.Name)
            : throw new ReleaseException(
                $"{region.Name}: its workloads do not agree on a version, so the one that runs is unknown",
                "name it with --from=X.Y.Z"
            );
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
