using Cake.Core;
using Cake.Core.Annotations;
using Releases.Images;

namespace Pipeline.Tools.Docker;

/// <summary>docker, as Cake aliases.</summary>
[CakeAliasCategory("Docker")]
public static class DockerAliases
{
    /// <inheritdoc cref="DockerEngine.VersionAsync"/>
    [CakeMethodAlias]
    public static Task<string> DockerEngineVersionAsync(
        this ICakeContext context,
        DockerSettings settings,
        CancellationToken ct
    ) => new DockerEngine(ToolHost.Of(context)).VersionAsync(settings, ct);

    /// <inheritdoc cref="DockerBuilder.BuildAsync"/>
    [CakeMethodAlias]
    public static Task DockerBuildAsync(
        this ICakeContext context,
        string contextDirectory,
        DockerBuildSettings settings,
        CancellationToken ct
    ) => new DockerBuilder(ToolHost.Of(context)).BuildAsync(contextDirectory, settings, ct);

    /// <inheritdoc cref="DockerRegistryClient.LogInAsync"/>
    [CakeMethodAlias]
    public static Task DockerLogInAsync(
        this ICakeContext context,
        string registry,
        RegistryCredentials credentials,
        DockerSettings settings,
        CancellationToken ct
    ) => new DockerRegistryClient(ToolHost.Of(context)).LogInAsync(registry, credentials, settings, ct);

    /// <inheritdoc cref="DockerRegistryClient.PushAsync"/>
    [CakeMethodAlias]
    public static Task<string> DockerPushAsync(
        this ICakeContext context,
        string image,
        DockerSettings settings,
        CancellationToken ct
    ) => new DockerRegistryClient(ToolHost.Of(context)).PushAsync(image, settings, ct);
}
