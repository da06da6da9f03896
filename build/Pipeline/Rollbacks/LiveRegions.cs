using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Plans;
using Releases.Rollout;
using Releases.Versions;
using Releases.Workloads;

namespace Pipeline.Rollbacks;

/// <summary>
/// What regions run, and are judged from. One that does not answer takes nothing from what is said of the others.
/// </summary>
/// <param name="Read">The regions that have answered.</param>
/// <param name="Unread">The others, and why.</param>
internal sealed record LiveRegions(IReadOnlyList<RegionPlan> Read, IReadOnlyList<UnreadRegion> Unread)
{
    /// <summary>No region.</summary>
    public static LiveRegions None { get; } = new([], []);

    /// <summary>All regions; of those that were not read nothing but the name is known.</summary>
    public IReadOnlyList<RegionPlan> All => [.. Read, .. Unread.Select(each => RegionPlan.Of(each.Region, 1))];

    /// <summary>Reads the regions of a run.</summary>
    /// <exception cref="ReleaseException">None could be read.</exception>
    public static async Task<LiveRegions> ReadAsync(ReleaseContext context)
    {
        var answers = await Task.WhenAll(context.Regions.Select(region => TryReadAsync(context, region)));
        var live = new LiveRegions(
            [.. answers.Select(answer => answer.Plan).OfType<RegionPlan>()],
            [.. answers.Select(answer => answer.Unread).OfType<UnreadRegion>()]
        );
        return live.Read.Count > 0 || live.Unread.Count == 0 ? live : throw live.NotRead();
    }

    /// <summary>Says which regions were not read, and how to go on with those that were.</summary>
    public ReleaseException NotRead()
    {
        if (Unread is [{ Why: var only }] && Read.Count == 0)
            return only;
        var lost = string.Join(", ", Unread.Select(each => each.Region.Name));
        string?[] ways =
        [
            Unread[0].Why.NextStep,
            Read.Count == 0
                ? null
                : $"go on without {lost}: --regions={string.Join(',', Read.Select(each => each.Name))}",
        ];
        return new ReleaseException(
            string.Join("; ", Unread.Select(each => each.Line)),
            ways.OfType<string>().ToArray() is { Length: > 0 } steps ? string.Join("; or ", steps) : null,
            Unread[0].Why
        );
    }

    private static async Task<(RegionPlan? Plan, UnreadRegion? Unread)> TryReadAsync(
        ReleaseContext context,
        Region region
    )
    {
        try
        {
            return (await ReadAsync(context, region), null);
        }
        // What is wrong with an argument or a file is no trouble of one region.
        catch (ReleaseException exception) when (exception is not UsageException)
        {
            return (null, new UnreadRegion(region, exception));
        }
    }

    private static async Task<RegionPlan> ReadAsync(ReleaseContext context, Region region)
    {
        var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
        var order = await ReleaseOrders.OfRollbackAsync(context);
        var changes = await ImageChanges.PlanAsync(new WorkloadApi(cluster), order, region.Name, context.Cancelled);
        var notes = new MigrationNoteStore(cluster, context.Fleet.Migration.Job);
        var note = await notes.ReadAsync(context.Cancelled);
        var migratedTo = await notes.SchemaAsync(note, isWayBack: true, context.Cancelled);
        var known = RegionPlan.Of(region, 1) with { Serves = LiveVersion.Of(changes.Select(each => each.FromVersion)) };
        var plan = RollbackOrigin.Of(context, known, changes, migratedTo);
        plan = plan with
        {
            Procedure = await HandProcedure.IfAskedAsync(context, order, region, cluster, changes),
            Objections = await WayBackObjections.FindAsync(context, cluster, plan, order, note),
        };
        if ((plan.JudgedFrom ?? plan.From) is not { } from)
            throw new ReleaseException(
                $"{region.Name}: its workloads do not agree on a version, so the one that runs is unknown",
                "name it with --from=X.Y.Z"
            );
        // Of a tag that is no version nobody knows what it was built from. That, too, is the trouble of one region.
        if (ReleaseVersion.TryParse(from) is null && from != context.Options.Version?.Text)
            await context.Checkout.Commits.FindAsync(from, context.Cancelled);
        return RollbackOrigin.WithPoints(plan, order.Version, note, region, cluster.Connection.Clock.Now);
    }
}

/// <summary>A region that could not be read.</summary>
/// <param name="Region">The region.</param>
/// <param name="Why">Why not.</param>
internal sealed record UnreadRegion(Region Region, ReleaseException Why)
{
    /// <summary>Which region and why, in one line.</summary>
    public string Line => NamedLine.Of(Region.Name, Why.Message);
}
