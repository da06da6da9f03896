using System.Collections.ObjectModel;
using Foundation.Text;

namespace Releases.Fleets;

/// <summary>One deployment of the application: one cluster, one namespace, one public address.</summary>
public sealed record Region
{
    /// <summary>The region's name in the fleet file.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Other names that people use for the region, such as <c>eu</c> for the region <c>production</c>.
    /// </summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Where the region's cluster runs.</summary>
    public required Provider Provider { get; init; }

    /// <summary>
    /// The cluster's name at its provider. For <see cref="Provider.Context"/> it is the context's name.
    /// </summary>
    public required string Cluster { get; init; }

    /// <summary>The namespace of the region's workloads.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>
    /// Whether the file gives this region its namespace, or the command line does; otherwise it has the fleet's.
    /// </summary>
    public bool HasOwnNamespace { get; init; }

    /// <summary>What the region is for.</summary>
    public Tier Tier { get; init; }

    /// <summary>The Azure resource group; set for <see cref="Provider.Aks"/>.</summary>
    public string? ResourceGroup { get; init; }

    /// <summary>
    /// The Azure subscription. <see langword="null"/> means the usual one of the login: what
    /// <c>AZURE_SUBSCRIPTION_ID</c> names, or what <c>az</c> is set to.
    /// </summary>
    public string? Subscription { get; init; }

    /// <summary>The Google project; set for <see cref="Provider.Gke"/>.</summary>
    public string? Project { get; init; }

    /// <summary>The Google region or zone; set for <see cref="Provider.Gke"/>.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// The whole path of the kubeconfig file that holds the context. <see langword="null"/> means the user's own file.
    /// </summary>
    public string? Kubeconfig { get; init; }

    /// <summary>
    /// The folder of the region's own manifests, below the fleet file's folder. <see langword="null"/> when it has
    /// none.
    /// </summary>
    public string? Manifests { get; init; }

    /// <summary>What the file gives to the manifests of this region alone, by the variable's name.</summary>
    public IReadOnlyDictionary<string, FleetVariable> Variables { get; init; } =
        ReadOnlyDictionary<string, FleetVariable>.Empty;

    /// <summary>The public address, when it is known.</summary>
    public Uri? Url { get; init; }

    /// <summary>Its database; <see langword="null"/> where the fleet file does not say where that runs.</summary>
    public RegionDatabase? Database { get; init; }

    /// <summary>The line of the fleet file that defines it; 0 for a region given by name on the command line.</summary>
    public int Line { get; init; }

    /// <summary>Whether a name is the region's name or one of its aliases.</summary>
    public bool IsCalled(string name) => Name == name || Aliases.Contains(name);

    /// <summary>A line without the region's name before it, for a place where the name stands already.</summary>
    public string Unnamed(string line) => NamedLine.Without(Name, line);
}

/// <summary>Where a region's cluster runs. How its credentials are fetched follows from it.</summary>
public enum Provider
{
    /// <summary>Azure Kubernetes Service, through <c>az</c>.</summary>
    Aks,

    /// <summary>Google Kubernetes Engine, through <c>gcloud</c>.</summary>
    Gke,

    /// <summary>A context of an existing kubeconfig.</summary>
    Context,

    /// <summary>An embedded cluster of a drill.</summary>
    Drill,
}

/// <summary>What a region is for. How strict its releases are follows from it.</summary>
public enum Tier
{
    /// <summary>The region serves customers. It takes versions only.</summary>
    Production,

    /// <summary>The region serves the team. It takes any image tag.</summary>
    Staging,
}
