using Cake.Core;
using Clusters.Kubeconfigs;
using Foundation.Failures;
using Foundation.Files;
using Foundation.Secrets;
using Pipeline.Clouds;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Google;
using Releases.Fleets;
using Releases.Regions;

namespace Pipeline.Sources;

/// <summary>
/// Fetches a region's credentials from its provider into a private file that goes with the run. The user's own
/// kubeconfig may be read, and is never written.
/// </summary>
/// <param name="context">Runs az and gcloud.</param>
/// <param name="logins">
/// The logins that regions share; <see langword="null"/> to ask az and gcloud for each region.
/// </param>
/// <param name="notice">Says who logs in.</param>
/// <param name="say">Shows a line.</param>
/// <param name="variable">Gives environment variables, for the user's own kubeconfig.</param>
/// <param name="home">The user's folder, for the same.</param>
/// <param name="workingFolder">What relative paths in it are relative to.</param>
public sealed class RegionCredentials(
    ICakeContext context,
    CloudLogins? logins,
    LoginNotice notice,
    Action<string> say,
    Func<string, string?> variable,
    string home,
    string workingFolder
) : IClusterCredentials, IDisposable
{
    private readonly Lazy<PrivateDirectory> _files = new(PrivateDirectory.Create);

    /// <inheritdoc/>
    public Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken) =>
        region.Provider switch
        {
            Provider.Aks => FromAzureAsync(region, cancellationToken),
            Provider.Gke => FromGoogleAsync(region, cancellationToken),
            Provider.Context or Provider.Drill => Task.FromResult(FromContext(region)),
        };

    /// <summary>The user's own kubeconfig files, whether they are there or not.</summary>
    public IReadOnlyList<string> UsersFiles =>
        NamedByVariable is { Length: > 0 } files
            ? [.. files.Select(file => Path.GetFullPath(file, workingFolder))]
            : [Path.Combine(home, ".kube", "config")];

    private string[] NamedByVariable =>
        variable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The kubeconfig that was fetched for a region; <see langword="null"/> when none was.</summary>
    public Secret? FetchedOf(Region region) =>
        _files.IsValueCreated && _files.Value.PathOf(region.Name) is var file && File.Exists(file)
            ? new Secret(File.ReadAllText(file))
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_files.IsValueCreated)
            _files.Value.Dispose();
    }

    private async Task<ClusterEndpoint> FromAzureAsync(Region region, CancellationToken cancellationToken)
    {
        await notice.BeforeAsync(region);
        var cluster = new AksCluster(region.Cluster, region.ResourceGroup!);
        var kubeconfig =
            await FromApiAsync(region, "az", () => logins!.AksAsync(cluster, region.Subscription, cancellationToken))
            ?? await context.AksKubeconfigAsync(
                cluster,
                new AzSettings
                {
                    Subscription = region.Subscription,
                    // az converts for Entra ID what kubelogin takes for the user's kubeconfig (azure-cli #32167).
                    EnvironmentVariables = { ["KUBECONFIG"] = _files.Value.PathOf($"{region.Name}.unused") },
                },
                cancellationToken
            );
        var file = await context.AksWriteKubeconfigAsync(
            cluster,
            kubeconfig,
            () => KubeloginToAsync(region, cancellationToken),
            _files.Value,
            region.Name,
            cancellationToken
        );
        var endpoint = Within(region, () => OnlyContextOf(Kubeconfig.Read(file)));
        return logins?.SubscriptionOfApplication(region.Subscription) is null
            ? endpoint.WithoutVariables(Kubelogin.Overruling)
            : endpoint;
    }

    private async Task<KubeloginLogin> KubeloginToAsync(Region region, CancellationToken cancellationToken) =>
        logins is not null
            ? await logins.KubeloginToAsync(region.Subscription, cancellationToken)
            : new(
                KubeloginMethod.AzureCli,
                await KubeloginTenant.OfAsync(
                    region.Subscription,
                    async named =>
                        (
                            await context.AzAccountAsync(new AzSettings { Subscription = named }, cancellationToken)
                        ).Tenant
                )
            );

    private async Task<ClusterEndpoint> FromGoogleAsync(Region region, CancellationToken cancellationToken)
    {
        await notice.BeforeAsync(region);
        var cluster = new GkeCluster(region.Cluster, region.Location!, region.Project!);
        var kubeconfig = await FromApiAsync(region, "gcloud", () => logins!.GkeAsync(cluster, cancellationToken));
        if (kubeconfig is not null)
        {
            var path = _files.Value.Write(region.Name, kubeconfig);
            return Within(region, () => OnlyContextOf(Kubeconfig.Read(path)).With(logins!.Google));
        }
        context.RequireGkeAuthPlugin();
        var file = await context.GkeWriteKubeconfigAsync(
            cluster,
            _files.Value,
            region.Name,
            new GcloudSettings(),
            cancellationToken
        );
        return Within(region, () => OnlyContextOf(Kubeconfig.Read(file)));
    }

    // Nothing where the command lines are to be asked: as the person wanted it, or because the cloud's answer was none.
    private async Task<T?> FromApiAsync<T>(Region region, string client, Func<Task<T>> fetch)
        where T : class
    {
        if (logins is null)
            return null;
        try
        {
            return await fetch();
        }
        catch (UnexpectedAnswerException exception)
        {
            say($"{region.Name}: {exception.Message.TrimEnd('.')}; asking {client} instead");
            return null;
        }
    }

    private ClusterEndpoint FromContext(Region region) =>
        Within(
            region,
            () =>
                (region.Kubeconfig is { } file ? Kubeconfig.Read(file) : UsersKubeconfig(region)).Select(region.Cluster)
        );

    // Errors of a kubeconfig name its file and context; name the region as well, since several can come from one file.
    private static ClusterEndpoint Within(Region region, Func<ClusterEndpoint> read)
    {
        try
        {
            return read();
        }
        catch (ReleaseException exception)
        {
            throw new ReleaseException($"{region.Name}: {exception.Message}", exception.NextStep, exception);
        }
    }

    private Kubeconfig UsersKubeconfig(Region region) =>
        Kubeconfig.ReadAll(UsersFiles)
        ?? throw new ReleaseException(
            $"there is no kubeconfig at {string.Join(" or ", UsersFiles)} to take context '{region.Cluster}' from",
            NamedByVariable.FirstOrDefault(Tilde.Begins) is { } unexpanded
                ? $"nothing expands the ~ of KUBECONFIG: write {Tilde.ForShells(unexpanded)} in it"
                : "set KUBECONFIG, or `kubeconfig` of the region in the fleet file"
        );

    private static ClusterEndpoint OnlyContextOf(Kubeconfig kubeconfig) =>
        kubeconfig.CurrentContext is { } name
            ? kubeconfig.Select(name)
            : throw new ReleaseException("the kubeconfig that was fetched has no current context");
}
