using Cake.Core;
using Cake.Core.Annotations;
using Releases.Images;

namespace Pipeline.Tools.Docker;

/// <summary>docker, as Cake aliases.</summary>
[CakeAliasCategory("Docker")]
public static class DockerAliases
{
    /// <inheritdoc cref="DockerEngine.PlatformAsync"/>
    [CakeMethodAlias]
    public static Task<ImagePlatform?> DockerEnginePlatformAsync(
        this ICakeContext context,
        DockerSettings settings,
        CancellationToken cancellationToken
    ) => new DockerEngine(ToolHost.Of(context)).PlatformAsync(settings, cancellationToken);

    /// <inheritdoc cref="DockerEngine.PlatformToNameAsync"/>
    [CakeMethodAlias]
    public static Task<string?> DockerPlatformToNameAsync(
        this ICakeContext context,
        ImagePlatform platform,
        bool isOfEngine,
        DockerSettings settings,
        CancellationToken cancellationToken
    ) => new DockerEngine(ToolHost.Of(context)).PlatformToNameAsync(platform, isOfEngine, settings, cancellationToken);

    /// <inheritdoc cref="DockerBuilder.BuildAsync"/>
    [CakeMethodAlias]
    public static Task DockerBuildAsync(
        this ICakeContext context,
        string contextDirectory,
        DockerBuildSettings settings,
        CancellationToken cancellationToken
    ) => new DockerBuilder(ToolHost.Of(context)).BuildAsync(contextDirectory, settings, cancellationToken);

    /// <inheritdoc cref="DockerRegistryClient.LogInAsync"/>
    [CakeMethodAlias]
    public static Task DockerLogInAsync(
        this ICakeContext context,
        string registry,
        RegistryCredentials credentials,
        DockerSettings settings,
        CancellationToken cancellationToken
    ) => new DockerRegistryClient(ToolHost.Of(context)).LogInAsync(registry, credentials, settings, cancellationToken);

    /// <inheritdoc cref="DockerRegistryClient.PushAsync"/>
    [CakeMethodAlias]
    public static Task<string?> DockerPushAsync(
        this ICakeContext context,
        string image,
        DockerSettings settings,
        CancellationToken cancellationToken
    ) => new DockerRegistryClient(ToolHost.Of(context)).PushAsync(image, settings, cancellationToken);
}
