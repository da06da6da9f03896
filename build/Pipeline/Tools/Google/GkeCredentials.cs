using Foundation.Failures;
using Foundation.Files;

namespace Pipeline.Tools.Google;

/// <summary>Fetches the kubeconfig of a cluster of Google Kubernetes Engine.</summary>
public sealed class GkeCredentials(ToolHost host, GkeCluster cluster) : GcloudTool(host)
{
    /// <summary>
    /// Writes the kubeconfig to a private file and returns its path. gcloud writes without a lock, and to the user's
    /// own file when it is told no other: each region needs a file of its own.
    /// </summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    public async Task<string> WriteKubeconfigAsync(
        PrivateDirectory directory,
        string fileName,
        GcloudSettings settings,
        CancellationToken cancellationToken
    )
    {
        // Created empty beforehand, so that it has our mode and not the one of gcloud's choice.
        var path = directory.Write(fileName, "");
        await RunAsync(settings, GetCredentials(path), cancellationToken);
        return new FileInfo(path).Length > 0
            ? path
            : throw new ReleaseException(
                $"gcloud container clusters get-credentials: no kubeconfig for cluster {cluster.Name}.",
                $"gcloud container clusters describe {cluster.Name} --region {cluster.Location} --project {cluster.Project}"
            );
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(GcloudSettings settings) =>
        GcloudFailures.Cluster(cluster);

    private ToolCommand GetCredentials(string kubeconfig)
    {
        string[] place = ["--region", cluster.Location, "--project", cluster.Project];
        string[] arguments = ["container", "clusters", "get-credentials", cluster.Name, .. place];
        return ToolCommand.Of("container clusters get-credentials", arguments) with
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["KUBECONFIG"] = kubeconfig },
        };
    }
}

/// <summary>A regional cluster of Google Kubernetes Engine.</summary>
/// <param name="Name">The cluster's name.</param>
/// <param name="Location">The region that it is in.</param>
/// <param name="Project">The project that it belongs to.</param>
public sealed record GkeCluster(string Name, string Location, string Project)
{
    /// <summary>The context that gcloud gives it in a kubeconfig.</summary>
    public string Context => $"gke_{Project}_{Location}_{Name}";
}
