using Foundation.Text;
using Pipeline.Running;
using Pipeline.Sources;
using Releases.Plans;

namespace Pipeline.Checks;

/// <summary>
/// Finds out what a release would do and what speaks against it, all at the same time. Touches nothing.
/// </summary>
public static class ReleasePlanning
{
    /// <summary>Runs every check.</summary>
    /// <param name="context">The run; its record learns the version, the commit and what each region runs.</param>
    /// <param name="findings">Receives what speaks against the release.</param>
    /// <returns>The plan, as far as it could be read.</returns>
    public static async Task<ReleasePlan> RunAsync(ReleaseContext context, Findings findings)
    {
        context.Say($"checking git, the registry and {Counted.Of(context.Regions.Count(), "region")}");
        IReadOnlyList<PlannedImage> images = [];
        var ordering = ReleaseOrders.OfReleaseAsync(context);
        var source = findings.CollectAsync(() => SourceCheck.RunAsync(context, findings));
        var tagger = findings.CollectAsync(() => TaggerCheck.RunAsync(context));
        var registry = findings.CollectAsync(async () => images = await RegistryCheck.RunAsync(context, findings));
        var regions = await Task.WhenAll(
            context.Regions.Select(region => RegionCheck.RunAsync(context, ordering, region, findings))
        );
        await Task.WhenAll(source, tagger, registry);
        IReadOnlyList<RegionPlan> judged = regions;
        await findings.CollectAsync(async () => judged = await ForwardCheck.RunAsync(context, regions, findings));
        var taking = judged.Where(region => !region.IsLeftOut).ToArray();
        var plan = new ReleasePlan
        {
            Version = context.Options.Version?.Text ?? "",
            Images = images,
            Regions = judged,
        };
        await findings.CollectAsync(async () =>
        {
            var state = await context.Checkout.StateAsync();
            var contents = ReleaseContents.ReadAsync(context, state.Released, state.Version.Text, taking);
            plan = Of(plan, state) with
            {
                Migrations = await MigrationVerdicts.ReadAsync(context, taking),
                Contents = await contents,
            };
        });
        await findings.CollectAsync(async () => plan = BackupCheck.Add(await ordering, context, plan));
        if (context.Options.AsksSchema)
            plan = plan with { Regions = await SchemaCheck.AskAsync(context, plan) };
        return plan with { Findings = findings.All };
    }

    private static ReleasePlan Of(ReleasePlan plan, SourceState source) =>
        plan with
        {
            Version = source.Version.Text,
            Commit = source.Released,
            Ref = source.Ref,
            Tag =
                source.Version.Version is null ? TagState.None
                : source.TagCommit is null ? TagState.Missing
                : source.IsTagged ? TagState.Here
                : TagState.Elsewhere,
        };
}
