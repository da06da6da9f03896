namespace Pipeline.Tools.Google;

/// <summary>A regional cluster of Google Kubernetes Engine.</summary>
/// <param name="Name">The cluster's name.</param>
/// <param name="Location">The region that it is in.</param>
/// <param name="Project">The project that it belongs to.</param>
public sealed record GkeCluster(string Name, string Location, string Project)
{
    /// <summary>The context that gcloud gives it in a kubeconfig.</summary>
    public string Context => $"gke_{Project}_{Location}_{Name}";
}
