using System.Globalization;

namespace Drill.Settings;

/// <summary>One region to rehearse on: a cluster of its own, with a page of its own.</summary>
/// <param name="Name">The region's name, which is also its kubeconfig's context.</param>
public sealed record EmbeddedRegion(string Name)
{
    /// <summary>The namespace that the application runs in; it exists from the start.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The pods behind the page, as a label selector.</summary>
    public string PageSelector { get; init; } = "image=megforms";

    /// <summary>The Kubernetes version that the cluster answers as.</summary>
    public ClusterVersion Version { get; init; } = ClusterVersion.Default;

    /// <summary>How many nodes the cluster has; at least one.</summary>
    public int Nodes { get; init; } = 1;

    internal IReadOnlyList<string> NodeNames =>
        [
            .. Enumerable
                .Range(1, Nodes)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $"{Name}-node-{number}")),
        ];
}
