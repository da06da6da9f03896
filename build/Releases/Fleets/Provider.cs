namespace Releases.Fleets;

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
