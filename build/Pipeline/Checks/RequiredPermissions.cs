using Clusters.Access;
using Releases.Fleets;
using Releases.Records;

namespace Pipeline.Checks;

/// <summary>
/// What a release has to be allowed to do in a region's namespace. <c>kubernetes/access/release.yaml</c> grants it.
/// </summary>
public static class RequiredPermissions
{
    /// <summary>The permission to create Jobs. A dry run needs it, too.</summary>
    public static readonly RequiredAccess CreatingJobs = new("create", "batch", "jobs");

    private static readonly RequiredAccess[] Migrating =
    [
        new("get", "batch", "jobs"),
        new("list", "batch", "jobs"),
        new("watch", "batch", "jobs"),
        CreatingJobs,
        new("delete", "batch", "jobs"),
        // A log is followed until its pod has ended or is gone, and that is asked of the pod by its name.
        new("get", "", "pods"),
        new("get", "", "pods", "log"),
    ];

    // Of the deploy lock, and of the notes of migrations and runs.
    private static readonly RequiredAccess[] Locking =
    [
        new("get", "coordination.k8s.io", "leases"),
        new("create", "coordination.k8s.io", "leases"),
        new("update", "coordination.k8s.io", "leases"),
        new("delete", "coordination.k8s.io", "leases"),
    ];

    private static readonly RequiredAccess[] Watching =
    [
        new("list", "", "pods"),
        new("watch", "", "pods"),
        new("list", "", "events"),
        new("watch", "", "events"),
        new("list", "apps", "replicasets"),
        new("watch", "apps", "replicasets"),
    ];

    /// <summary>The permissions of a release.</summary>
    /// <param name="fleet">Its rules name the kinds that are changed.</param>
    /// <param name="stages">The stages that lanes go through.</param>
    public static IEnumerable<RequiredAccess> Of(Fleet fleet, IEnumerable<Stage> stages) =>
        Watching
            .Concat(Locking)
            .Concat(fleet.Workloads.SelectMany(rule => rule.Kinds).Distinct().SelectMany(Changing))
            .Concat(stages.Any(stage => stage.Facts().Changes == StageChange.Schema) ? Migrating : []);

    /// <summary>
    /// The permissions of applying manifests: server-side apply is a <c>patch</c>, and a <c>create</c> as well where
    /// the object is not there yet. <c>kubernetes/access/manifests.yaml</c> grants them.
    /// </summary>
    /// <param name="collections">What the manifests ask for: API group and plural name.</param>
    public static IEnumerable<RequiredAccess> OfManifests(IEnumerable<(string Group, string Resource)> collections) =>
        collections.SelectMany(each =>
            new[] { "get", "create", "patch" }.Select(verb => new RequiredAccess(verb, each.Group, each.Resource))
        );

    private static IEnumerable<RequiredAccess> Changing(WorkloadKind kind)
    {
        var (group, resource) = kind.Resource();
        return new[] { "list", "watch", "patch" }.Select(verb => new RequiredAccess(verb, group, resource));
    }
}
