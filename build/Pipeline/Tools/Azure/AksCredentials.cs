using Foundation.Failures;
using Foundation.Files;
using Foundation.Secrets;
using Foundation.Text;

namespace Pipeline.Tools.Azure;

/// <summary>Fetches the kubeconfig of a cluster of Azure Kubernetes Service.</summary>
public sealed class AksCredentials(ToolHost host, AksCluster cluster) : AzTool(host)
{
    private readonly Kubelogin _kubelogin = new(host);

    /// <summary>The kubeconfig as az prints it. No file is read or written.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    public async Task<Secret> KubeconfigAsync(AzSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "aks",
            "get-credentials",
            "--name",
            cluster.Name,
            "--resource-group",
            cluster.ResourceGroup,
        ];
        // "-f -" prints it. Without, az merges into the user's own kubeconfig and changes the current context.
        var command = new ToolCommand("aks get-credentials", Arguments(settings, [.. arguments, "-f", "-"]));
        var output = await RunAsync(settings, command, cancellationToken);
        return output.Text.Length > 0
            ? new Secret(output.Text)
            : throw new ReleaseException(
                $"az aks get-credentials: no kubeconfig for cluster {cluster.Name}.",
                ShellWord.Line("az", "aks", "show", "-n", cluster.Name, "-g", cluster.ResourceGroup)
            );
    }

    /// <summary>
    /// Writes a kubeconfig to a private file and returns its path. Where the cluster logs in through Entra ID the file
    /// uses a log-in that is there, instead of asking for a code in a browser.
    /// </summary>
    /// <param name="kubeconfig">The kubeconfig, as az or Azure gave it.</param>
    /// <param name="login">Names the log-in that is there; asked where the cluster needs it alone.</param>
    /// <param name="directory">Where.</param>
    /// <param name="fileName">The file's name there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ReleaseException">kubelogin is needed and not there, or failed.</exception>
    public async Task<string> WriteKubeconfigAsync(
        Secret kubeconfig,
        Func<Task<KubeloginLogin>> login,
        PrivateDirectory directory,
        string fileName,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(login);
        var needed = Kubelogin.IsNeededBy(kubeconfig) ? await login() : null;
        var path = directory.Write(fileName, kubeconfig);
        if (needed is not null)
            await _kubelogin.ConvertAsync(path, needed, cancellationToken);
        return path;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(AzSettings settings) =>
        AzFailures.Cluster(cluster.Name, cluster.ResourceGroup);
}

/// <summary>A cluster of Azure Kubernetes Service.</summary>
/// <param name="Name">The cluster's name.</param>
/// <param name="ResourceGroup">The resource group that it is in.</param>
public sealed record AksCluster(string Name, string ResourceGroup);
