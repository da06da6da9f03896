namespace Releases.Fleets;

/// <summary>
/// What a fleet file calls things. These names stand in commands, records and answers, so they are no secrets, whatever
/// variable of the environment holds one of them as well.
/// </summary>
public static class FleetNames
{
    /// <summary>The names of the fleet and its regions.</summary>
    public static IEnumerable<string> Of(Fleet fleet) =>
        Given([
            fleet.Image,
            fleet.RegistryName,
            fleet.MainBranch,
            fleet.Namespace,
            fleet.Database,
            fleet.DefaultGroup,
            Path.GetFileName(fleet.File),
            fleet.Migration.Job,
            fleet.Migration.Manifest,
            fleet.Backup?.Job,
            fleet.Backup?.Manifest,
            .. fleet.Groups.Keys,
            .. fleet.Variables.Keys,
            .. fleet.MigrationRules.Keys,
            .. fleet.Workloads.SelectMany(rule => new[] { rule.Selector, rule.TagTemplate }),
            .. fleet.Regions.SelectMany(Of),
        ]);

    /// <summary>The names of a region.</summary>
    public static IEnumerable<string> Of(Region region) =>
        Given([
            region.Name,
            region.Cluster,
            region.Namespace,
            region.ResourceGroup,
            region.Subscription,
            region.Project,
            region.Location,
            region.Kubeconfig,
            region.Manifests,
            region.Url?.Host,
            region.Database?.Name,
            region.Database?.ResourceGroup,
            region.Database?.Subscription,
            region.Database?.Project,
            .. region.Aliases,
            .. region.Variables.Keys,
        ]);

    /// <summary>What the file gives to the manifests: each value is a name as a whole, and no part of it is.</summary>
    public static IEnumerable<string> ValuesOf(Fleet fleet) =>
        fleet
            .Variables.Values.Concat(fleet.Regions.SelectMany(region => region.Variables.Values))
            .Select(variable => variable.Text);

    private static IEnumerable<string> Given(IEnumerable<string?> names) => names.OfType<string>();
}
