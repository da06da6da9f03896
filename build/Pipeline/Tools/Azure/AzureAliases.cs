using Cake.Core;
using Cake.Core.Annotations;
using Foundation.Files;
using Releases.Images;

namespace Pipeline.Tools.Azure;

/// <summary>az and kubelogin, as Cake aliases.</summary>
[CakeAliasCategory("Azure")]
public static class AzureAliases
{
    /// <inheritdoc cref="AzAccounts.ShowAsync"/>
    [CakeMethodAlias]
    public static Task<AzAccount> AzAccountAsync(
        this ICakeContext context,
        AzSettings settings,
        CancellationToken ct
    ) => new AzAccounts(ToolHost.Of(context)).ShowAsync(settings, ct);

    /// <inheritdoc cref="AcrCredentials.GetAsync"/>
    [CakeMethodAlias]
    public static Task<RegistryCredentials> AcrCredentialsAsync(
        this ICakeContext context,
        string registry,
        AzSettings settings,
        CancellationToken ct
    ) => new AcrCredentials(ToolHost.Of(context), registry).GetAsync(settings, ct);

    /// <inheritdoc cref="AcrBuilds.BuildAsync"/>
    [CakeMethodAlias]
    public static Task<string> AcrBuildAsync(
        this ICakeContext context,
        string registry,
        string contextDirectory,
        AcrBuildRequest request,
        AzSettings settings,
        CancellationToken ct
    ) => new AcrBuilds(ToolHost.Of(context), registry).BuildAsync(contextDirectory, request, settings, ct);

    /// <inheritdoc cref="AksCredentials.WriteKubeconfigAsync"/>
    [CakeMethodAlias]
    public static Task<string> AksWriteKubeconfigAsync(
        this ICakeContext context,
        AksCluster cluster,
        PrivateDirectory directory,
        string fileName,
        AzSettings settings,
        CancellationToken ct
    ) => new AksCredentials(ToolHost.Of(context), cluster).WriteKubeconfigAsync(directory, fileName, settings, ct);
}
