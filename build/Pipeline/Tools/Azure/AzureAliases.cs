using Cake.Core;
using Cake.Core.Annotations;
using Foundation.Files;
using Foundation.Secrets;
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
        CancellationToken cancellationToken
    ) => new AzAccounts(ToolHost.Of(context)).ShowAsync(settings, cancellationToken);

    /// <inheritdoc cref="AzAccounts.LoginAsync"/>
    [CakeMethodAlias]
    public static Task<AzureLogin> AzLoginAsync(
        this ICakeContext context,
        AzSettings settings,
        CancellationToken cancellationToken
    ) => new AzAccounts(ToolHost.Of(context)).LoginAsync(settings, cancellationToken);

    /// <inheritdoc cref="AcrCredentials.GetAsync"/>
    [CakeMethodAlias]
    public static Task<RegistryCredentials> AcrCredentialsAsync(
        this ICakeContext context,
        string registry,
        AzSettings settings,
        CancellationToken cancellationToken
    ) => new AcrCredentials(ToolHost.Of(context), registry).GetAsync(settings, cancellationToken);

    /// <inheritdoc cref="AcrBuilds.BuildAsync"/>
    [CakeMethodAlias]
    public static Task<string> AcrBuildAsync(
        this ICakeContext context,
        string registry,
        string contextDirectory,
        AcrBuildRequest request,
        AzSettings settings,
        CancellationToken cancellationToken
    ) =>
        new AcrBuilds(ToolHost.Of(context), registry).BuildAsync(
            contextDirectory,
            request,
            settings,
            cancellationToken
        );

    /// <inheritdoc cref="PostgresBackups.ShowAsync"/>
    [CakeMethodAlias]
    public static Task AzPostgresShowAsync(
        this ICakeContext context,
        PostgresServer server,
        AzSettings settings,
        CancellationToken cancellationToken
    ) => new PostgresBackups(ToolHost.Of(context), server).ShowAsync(settings, cancellationToken);

    /// <inheritdoc cref="PostgresBackups.CreateAsync"/>
    [CakeMethodAlias]
    public static Task AzPostgresBackupAsync(
        this ICakeContext context,
        PostgresServer server,
        string name,
        AzSettings settings,
        CancellationToken cancellationToken
    ) => new PostgresBackups(ToolHost.Of(context), server).CreateAsync(name, settings, cancellationToken);

    /// <inheritdoc cref="AksCredentials.KubeconfigAsync"/>
    [CakeMethodAlias]
    public static Task<Secret> AksKubeconfigAsync(
        this ICakeContext context,
        AksCluster cluster,
        AzSettings settings,
        CancellationToken cancellationToken
    ) => new AksCredentials(ToolHost.Of(context), cluster).KubeconfigAsync(settings, cancellationToken);

    /// <inheritdoc cref="AksCredentials.WriteKubeconfigAsync"/>
    [CakeMethodAlias]
    public static Task<string> AksWriteKubeconfigAsync(
        this ICakeContext context,
        AksCluster cluster,
        Secret kubeconfig,
        Func<Task<KubeloginLogin>> login,
        PrivateDirectory directory,
        string fileName,
        CancellationToken cancellationToken
    ) =>
        new AksCredentials(ToolHost.Of(context), cluster).WriteKubeconfigAsync(
            kubeconfig,
            login,
            directory,
            fileName,
            cancellationToken
        );
}
