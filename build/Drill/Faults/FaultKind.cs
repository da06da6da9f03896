using Drill.Engine;

namespace Drill.Faults;

/// <summary>A kind of fault that a cluster can have: its name, its description, and how to create it.</summary>
public sealed class FaultKind
{
    private readonly Func<FaultReach, ControlPlane, Fault> _create;

    private FaultKind(string name, string description, Func<FaultReach, ControlPlane, Fault> create)
    {
        Name = name;
        Description = description;
        _create = create;
    }

    /// <summary>A Job's pods log half a migration and end with exit code 1.</summary>
    public static FaultKind MigrationFails { get; } =
        new(
            "migration-fails",
            "the migration ends with an error",
            (r, p) => new MigrationFails { Reach = r, Plane = p }
        );

    /// <summary>A Job's pods log half a migration and never end.</summary>
    public static FaultKind MigrationHangs { get; } =
        new("migration-hangs", "the migration never ends", (r, p) => new MigrationHangs { Reach = r, Plane = p });

    /// <summary>A Job's pods get a proxy that goes on when the migration has ended.</summary>
    public static FaultKind MigrationSidecar { get; } =
        new(
            "migration-sidecar",
            "a proxy beside the migration never ends",
            (r, p) => new MigrationSidecar { Reach = r, Plane = p }
        );

    /// <summary>A Job's pods get an init container that ends with exit code 1.</summary>
    public static FaultKind MigrationInitFails { get; } =
        new(
            "migration-init-fails",
            "an init container of the migration ends with an error",
            (r, p) => new MigrationInitFails { Reach = r, Plane = p }
        );

    /// <summary>New Jobs are suspended.</summary>
    public static FaultKind JobSuspended { get; } =
        new("job-suspended", "a queue suspends new Jobs", (r, p) => new JobSuspended { Reach = r, Plane = p });

    /// <summary>New Jobs are removed five seconds after their end.</summary>
    public static FaultKind JobExpires { get; } =
        new("job-expires", "Jobs are removed soon after their end", (r, p) => new JobExpires { Reach = r, Plane = p });

    /// <summary>The registry does not know the new images.</summary>
    public static FaultKind ImageMissing { get; } =
        new(
            "image-missing",
            "the new image is not in the registry",
            (r, p) => new ImageMissing { Reach = r, Plane = p }
        );

    /// <summary>The registry times out on the first pulls of each container, then answers.</summary>
    public static FaultKind ImageFlaky { get; } =
        new(
            "image-flaky",
            "the first pulls of the new image time out",
            (r, p) => new ImageFlaky { Reach = r, Plane = p }
        );

    /// <summary>The new version's pods mount a Secret that does not exist.</summary>
    public static FaultKind MountFails { get; } =
        new(
            "mount-fails",
            "new pods mount a Secret that is missing",
            (r, p) => new MountFails { Reach = r, Plane = p }
        );

    /// <summary>The new version's pods have a PersistentVolumeClaim that does not exist.</summary>
    public static FaultKind ClaimMissing { get; } =
        new(
            "claim-missing",
            "new pods have a claim (PVC) that nobody made",
            (r, p) => new ClaimMissing { Reach = r, Plane = p }
        );

    /// <summary>The new version's containers end with an error right after their start.</summary>
    public static FaultKind CrashLoop { get; } =
        new("crash-loop", "the new version crashes at its start", (r, p) => new CrashLoop { Reach = r, Plane = p });

    /// <summary>The new version runs but its readiness probe never succeeds.</summary>
    public static FaultKind NeverReady { get; } =
        new("never-ready", "the new version never becomes ready", (r, p) => new NeverReady { Reach = r, Plane = p });

    /// <summary>No node takes the new version's pods.</summary>
    public static FaultKind Unschedulable { get; } =
        new("unschedulable", "no node takes the new pods", (r, p) => new Unschedulable { Reach = r, Plane = p });

    /// <summary>A quota refuses the new version's pods.</summary>
    public static FaultKind Quota { get; } =
        new("quota", "a quota refuses the new pods", (r, p) => new QuotaExceeded { Reach = r, Plane = p });

    /// <summary>Deleted pods end but stay, because of a finalizer.</summary>
    public static FaultKind PodStuck { get; } =
        new("pod-stuck", "a finalizer keeps deleted pods", (r, p) => new PodStuck { Reach = r, Plane = p });

    /// <summary>The number of replicas grows while the release rolls out.</summary>
    public static FaultKind ReplicasChange { get; } =
        new(
            "replicas-change",
            "an autoscaler adds replicas during the rollout",
            (r, p) => new ReplicasChange { Reach = r, Plane = p }
        );

    /// <summary>Workloads and pods are refused, because an admission webhook does not answer.</summary>
    public static FaultKind WebhookDown { get; } =
        new("webhook-down", "an admission webhook is down", (r, p) => new WebhookDown { Reach = r, Plane = p });

    /// <summary>Workloads and pods are refused, because an admission webhook does not answer in time.</summary>
    public static FaultKind WebhookHangs { get; } =
        new(
            "webhook-hangs",
            "an admission webhook does not answer",
            (r, p) => new WebhookHangs { Reach = r, Plane = p }
        );

    /// <summary>Every connection to the API is reset.</summary>
    public static FaultKind ApiDown { get; } =
        new("api-down", "the API server cannot be reached", (r, p) => new ApiDown { Reach = r, Plane = p });

    /// <summary>
    /// The plugin of the region's kubeconfig waits for a login. The writer of the kubeconfig adds the plugin. The
    /// cluster itself is healthy.
    /// </summary>
    public static FaultKind PluginHangs { get; } =
        new(
            "plugin-hangs",
            "the credential plugin waits for somebody to log in",
            (r, p) => new PluginHangs { Reach = r, Plane = p }
        );

    /// <summary>Every other request is answered with 429 and Retry-After.</summary>
    public static FaultKind ApiThrottled { get; } =
        new("api-throttled", "the API server answers 429", (r, p) => new ApiThrottled { Reach = r, Plane = p });

    /// <summary>Watches are cut in the middle of an event.</summary>
    public static FaultKind WatchDrops { get; } =
        new("watch-drops", "watches are cut again and again", (r, p) => new WatchDrops { Reach = r, Plane = p });

    /// <summary>Followed logs are cut in the middle of a line.</summary>
    public static FaultKind LogDrops { get; } =
        new("log-drops", "log streams are cut again and again", (r, p) => new LogDrops { Reach = r, Plane = p });

    /// <summary>The page keeps showing the version that was live before.</summary>
    public static FaultKind PageStale { get; } =
        new(
            "page-stale",
            "the live page keeps showing the old version",
            (r, p) => new PageStale { Reach = r, Plane = p }
        );

    /// <summary>Someone else holds the deploy lock and renews it.</summary>
    public static FaultKind LockHeld { get; } =
        new("lock-held", "someone else holds the deploy lock", (r, p) => new LockHeld { Reach = r, Plane = p });

    /// <summary>All kinds, in the order in which a release meets them.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        MigrationFails,
        MigrationHangs,
        MigrationSidecar,
        MigrationInitFails,
        JobSuspended,
        JobExpires,
        ImageMissing,
        ImageFlaky,
        MountFails,
        ClaimMissing,
        CrashLoop,
        NeverReady,
        Unschedulable,
        Quota,
        PodStuck,
        ReplicasChange,
        WebhookDown,
        WebhookHangs,
        PluginHangs,
        ApiDown,
        ApiThrottled,
        WatchDrops,
        LogDrops,
        PageStale,
        LockHeld,
    ];

    /// <summary>The name on the command line, such as <c>crash-loop</c>.</summary>
    public string Name { get; }

    /// <summary>What goes wrong, for a list of all kinds.</summary>
    public string Description { get; }

    /// <summary>The kind with a name, or null.</summary>
    public static FaultKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal Fault Create(FaultReach reach, ControlPlane plane) => _create(reach, plane);
}
