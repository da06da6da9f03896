using Foundation.Failures;
using Pipeline.Running;
using Releases.Plans;
using Releases.Schemas;

namespace Pipeline.Checks;

/// <summary>Asks the regions' databases where that was asked for.</summary>
public static class SchemaCheck
{
    /// <summary>What asks.</summary>
    public static SchemaSurvey Of(ReleaseContext context) =>
        new(
            context.Fleet,
            context.Images.Value.Repository,
            context.Options.Actor ?? context.RunEnvironment.User,
            context.Patience,
            new(context.NewMigrationCheck(), context.Checkout.Commits)
        );

    /// <summary>Asks the database of each region of a plan, with the release's image where that is there.</summary>
    /// <param name="context">The run.</param>
    /// <param name="plan">The plan so far.</param>
    /// <returns>The regions with what their databases have answered.</returns>
    public static async Task<IReadOnlyList<RegionPlan>> AskAsync(ReleaseContext context, ReleasePlan plan)
    {
        var isThere = plan.Images.Count > 0 && plan.Images.All(image => image.State == ImageState.Published);
        var survey = Of(context);
        return await Task.WhenAll(plan.Regions.Select(AskAsync));

        IReadOnlyList<string> Tables(RegionPlan entry) =>
            plan.Migrations.FirstOrDefault(each => each.From == entry.From)?.Verdict?.TablesLockedByTheirRows ?? [];

        async Task<RegionPlan> AskAsync(RegionPlan entry)
        {
            var region = context.Regions.First(region => region.Name == entry.Name);
            try
            {
                var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
                var release = isThere ? plan.Version : null;
                var answer = await survey.ReadAsync(region, cluster, entry.From, release, context.Cancelled);
                return entry with
                {
                    Database = await survey.WithRowsAsync(answer, Tables(entry), region, cluster, context.Cancelled),
                };
            }
            catch (ReleaseException exception)
            {
                return entry with { Database = new SchemaStatus(entry.From ?? "?") { NotAsked = exception.Message } };
            }
        }
    }
}
