using Foundation.Failures;
using Migrations.Verdicts;
using Pipeline.Checks;
using Pipeline.Running;
using Releases.Jobs;
using Releases.Orders;
using Releases.Versions;

namespace Pipeline.Rollbacks;

/// <summary>
/// Plans what each region un-applies, and checks beforehand that its cluster and the registry can do it.
/// </summary>
internal static class UnapplyWays
{
    /// <summary>Plans it.</summary>
    /// <returns>By region; regions without anything to un-apply are left out.</returns>
    /// <exception cref="RefusedException">The registry has not got the image that has the migrations.</exception>
    /// <exception cref="UsageException">A region's manifest cannot be turned to one app.</exception>
    public static async Task<IReadOnlyDictionary<string, UnapplyOrder>> PlanAsync(
        ReleaseContext context,
        ReleaseOrder order,
        IReadOnlyList<RegionsVerdict> starts
    )
    {
        var (ways, findings) = (new Dictionary<string, UnapplyOrder>(), new Findings());
        foreach (var start in starts.Where(start => start.Verdict!.Unapply.Steps.Count > 0))
        {
            var way = new UnapplyOrder(ImageTag.Of(ReleaseVersion.Parse(start.From)), start.Verdict!.Unapply.Steps);
            foreach (var step in way.Steps)
                context.Say(
                    $"from {start.From}: migrate {step.App} {step.Target} un-applies {string.Join(", ", step.Migrations)}"
                );
            await findings.CollectAsync(() => CheckImageAsync(context, way.From, findings));
            foreach (var region in start.Regions)
            {
                ways[region] = way;
                await findings.CollectAsync(() => CheckManifestAsync(context, order, region, way));
            }
        }
        findings.ThrowIfAny();
        return ways;
    }

    private static async Task CheckImageAsync(ReleaseContext context, ImageTag newer, Findings findings)
    {
        if (context.ImagesLeftOut is not null)
            return;
        var image = (await context.Images.Value.FindAsync(newer)).Single(image => image.Target is null);
        if (image.Published is null)
            findings.Add(
                $"the registry does not have {image.Reference} any more, which has the migrations to un-apply"
            );
    }

    private static Task CheckManifestAsync(ReleaseContext context, ReleaseOrder order, string name, UnapplyOrder way)
    {
        var region = context.Regions.Single(each => each.Name == name);
        foreach (var purpose in JobPurpose.WayBack(way, order.Version))
            MigrationManifest.Render(order, region, purpose);
        return Task.CompletedTask;
    }
}
