using Cake.Core;
using Cake.Core.Annotations;
using Foundation.Files;

namespace Pipeline.Tools.Google;

/// <summary>gcloud, as Cake aliases.</summary>
[CakeAliasCategory("Google")]
public static class GoogleAliases
{
    /// <inheritdoc cref="GcloudAccounts.ActiveAsync"/>
    [CakeMethodAlias]
    public static Task<string> GcloudAccountAsync(
        this ICakeContext context,
        GcloudSettings settings,
        CancellationToken cancellationToken
    ) => new GcloudAccounts(ToolHost.Of(context)).ActiveAsync(settings, cancellationToken);

    /// <inheritdoc cref="GcloudAccounts.LoginAsync"/>
    [CakeMethodAlias]
    public static Task<GoogleLogin> GcloudLoginAsync(
        this ICakeContext context,
        GcloudSettings settings,
        CancellationToken cancellationToken
    ) => new GcloudAccounts(ToolHost.Of(context)).LoginAsync(settings, cancellationToken);

    /// <inheritdoc cref="CloudSqlBackups.DescribeAsync"/>
    [CakeMethodAlias]
    public static Task CloudSqlDescribeAsync(
        this ICakeContext context,
        CloudSqlInstance instance,
        GcloudSettings settings,
        CancellationToken cancellationToken
    ) => new CloudSqlBackups(ToolHost.Of(context), instance).DescribeAsync(settings, cancellationToken);

    /// <inheritdoc cref="CloudSqlBackups.CreateAsync"/>
    [CakeMethodAlias]
    public static Task CloudSqlBackupAsync(
        this ICakeContext context,
        CloudSqlInstance instance,
        string description,
        GcloudSettings settings,
        CancellationToken cancellationToken
    ) => new CloudSqlBackups(ToolHost.Of(context), instance).CreateAsync(description, settings, cancellationToken);

    /// <inheritdoc cref="GkeAuthPlugin.Require"/>
    [CakeMethodAlias]
    public static void RequireGkeAuthPlugin(this ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GkeAuthPlugin.Require(ToolHost.LocatorOf(context));
    }

    /// <inheritdoc cref="GkeCredentials.WriteKubeconfigAsync"/>
    [CakeMethodAlias]
    public static Task<string> GkeWriteKubeconfigAsync(
        this ICakeContext context,
        GkeCluster cluster,
        PrivateDirectory directory,
        string fileName,
        GcloudSettings settings,
        CancellationToken cancellationToken
    ) =>
        new GkeCredentials(ToolHost.Of(context), cluster).WriteKubeconfigAsync(
            directory,
            fileName,
            settings,
            cancellationToken
        );
}
