namespace Releases.Fleets;

/// <summary>One deployment of the application: one cluster, one namespace, one public address.</summary>
public sealed record Region
{
    /// <summary>Its name in the fleet file.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it besides: <c>eu</c> for the region <c>production</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Where its cluster runs.</summary>
    public required Provider Provider { get; init; }

    /// <summary>The cluster's name at its provider; the context's name for <see cref="Provider.Context"/>.</summary>
    public required string Cluster { get; init; }

    /// <summary>The namespace of its workloads.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>What it is for.</summary>
    public Tier Tier { get; init; }

    /// <summary>The Azure resource group; set for <see cref="Provider.Aks"/>.</summary>
    public string? ResourceGroup { get; init; }

    /// <summary>The Azure subscription, when it is not the one that <c>az</c> is set to.</summary>
    public string? Subscription { get; init; }

    /// <summary>The Google project; set for <see cref="Provider.Gke"/>.</summary>
    public string? Project { get; init; }

    /// <summary>The Google region or zone; set for <see cref="Provider.Gke"/>.</summary>
    public string? Location { get; init; }

    /// <summary>The kubeconfig file that holds the context; the user's own when <see langword="null"/>.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The folder of its manifests below the fleet file's folder, when it has its own.</summary>
    public string? Manifests { get; init; }

    /// <summary>The public address, when it is known.</summary>
    public Uri? Url { get; init; }

    /// <summary>Its database; <see langword="null"/> where the fleet file does not say where that runs.</summary>
    public RegionDatabase? Database { get; init; }

    /// <summary>The line of the fleet file that defines it; 0 for a region given by name on the command line.</summary>
    public int Line { get; init; }

    /// <summary>Whether that is its name, or one of its aliases.</summary>
    public bool IsCalled(string name) => Name == name || Aliases.Contains(name);
}

/// <summary>Where a region's cluster runs, and so how its credentials are fetched.</summary>
public enum Provider
{
    /// <summary>Azure Kubernetes Service, through <c>az</c>.</summary>
    Aks,

    /// <summary>Google Kubernetes Engine, through <c>gcloud</c>.</summary>
    Gke,

    /// <summary>A context of a kubeconfig that is already there.</summary>
    Context,

    /// <summary>An embedded cluster of a drill.</summary>
    Drill,
}

/// <summary>What a region is for, and so how strict its releases are.</summary>
public enum Tier
{
    /// <summary>Serves customers: takes versions only.</summary>
    Production,

    /// <summary>Serves the team: takes any image tag.</summary>
    Staging,
}
