using Foundation.Failures;
using Pipeline.Running;
using Releases.Surveys;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>
/// Whether the versions that regions serve have the schema that their databases were migrated to, as the checkout
/// tells by its own tags. Each two versions are compared once a run. A status needs no checkout: without one, and
/// without the tags, nothing is known.
/// </summary>
/// <param name="context">The run.</param>
internal sealed class ServedSchemas(ReleaseContext context)
{
    private readonly Dictionary<(ReleaseVersion Serves, ReleaseVersion Schema), bool> _known = [];

    /// <summary>Compares them.</summary>
    /// <param name="status">What was read of the regions.</param>
    /// <returns>The same, with what the checkout tells.</returns>
    public async Task<FleetStatus> CompareAsync(FleetStatus status)
    {
        var regions = new List<RegionStatus>();
        foreach (var region in status.Regions)
            regions.Add(region with { IsOfOneSchema = await IsOfOneSchemaAsync(region) });
        return status with { Regions = regions };
    }

    private async Task<bool> IsOfOneSchemaAsync(RegionStatus region)
    {
        if (SchemaText.Of(region) is null)
            return false;
        if (ReleaseVersion.TryParse(region.Version) is not { } serves)
            return false;
        if (ReleaseVersion.TryParse(region.Migrated?.Schema) is not { } schema)
            return false;
        if (!_known.TryGetValue((serves, schema), out var isOne))
            _known[(serves, schema)] = isOne = await CompareAsync(serves, schema);
        return isOne;
    }

    private async Task<bool> CompareAsync(ReleaseVersion serves, ReleaseVersion schema)
    {
        try
        {
            var check = context.NewMigrationCheck();
            // A branch may have the name of a version.
            var (from, to) = ($"refs/tags/{schema}", $"refs/tags/{serves}");
            var verdict = await check.RollbackAsync(from, to, context.Cancelled);
            return verdict.IsOfOneSchema;
        }
        catch (ReleaseException)
        {
            return false;
        }
    }
}
