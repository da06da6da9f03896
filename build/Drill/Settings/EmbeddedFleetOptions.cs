using System.Globalization;

namespace Drill.Settings;

/// <summary>The regions of an embedded fleet, and how their clusters work.</summary>
public sealed record EmbeddedFleetOptions
{
    /// <summary>The regions. Each is a cluster, and their names have to differ.</summary>
    public required IReadOnlyList<EmbeddedRegion> Regions { get; init; }

    /// <summary>The clock of all clusters.</summary>
    public required TimeProvider TimeProvider { get; init; }

    /// <summary>How fast the clusters work.</summary>
    public Pace Pace { get; init; } = Pace.Instant;

    /// <summary>The Lease that the fault <c>lock-held</c> holds, in the region's namespace.</summary>
    public string LockName { get; init; } = "release";
}

/// <summary>One region to rehearse on. It has its own cluster and its own page.</summary>
/// <param name="Name">The region's name, which is also its kubeconfig's context.</param>
public sealed record EmbeddedRegion(string Name)
{
    /// <summary>The application's namespace. It exists from the start.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The label selector of the pods behind the page.</summary>
    public string PageSelector { get; init; } = "image=megforms";

    /// <summary>The Kubernetes version of the cluster's answers.</summary>
    public ClusterVersion Version { get; init; } = ClusterVersion.Default;

    /// <summary>The number of the cluster's nodes, at least one.</summary>
    public int Nodes { get; init; } = 1;

    internal IReadOnlyList<string> NodeNames =>
        [
            .. Enumerable
                .Range(1, Nodes)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $"{Name}-node-{number}")),
        ];
}

/// <summary>
/// The Kubernetes version of a cluster's answers. The served API versions and the wording of messages follow from it.
/// </summary>
/// <param name="Minor">The minor version: 20 for Kubernetes 1.20.</param>
/// <param name="Patch">The patch version.</param>
public sealed record ClusterVersion(int Minor, int Patch)
{
    /// <summary>Kubernetes 1.32.4, the version of a cluster whose options name none.</summary>
    public static ClusterVersion Default { get; } = new(32, 4);

    /// <summary>The version of the real stack that tests run on.</summary>
    public static ClusterVersion OfTheRealStack { get; } = new(20, 2);

    /// <summary>The version as git's tag, such as <c>v1.32.4</c>.</summary>
    public string GitVersion => string.Create(CultureInfo.InvariantCulture, $"v1.{Minor}.{Patch}");

    /// <summary>
    /// Whether the kubelet runs Docker (up to 1.23) and not containerd (AKS and GKE from 1.24 on). Their errors read
    /// differently.
    /// </summary>
    internal bool RunsDocker => Minor < 24;
}
