using Foundation.Failures;
using Foundation.Files;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Tools.Docker;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Images;

/// <summary>Pushes images with a login that nobody else sees.</summary>
public static class ImagePush
{
    /// <summary>Logs in to the registry in a private configuration and pushes the images.</summary>
    /// <exception cref="ReleaseException">The registry refuses, or a push failed.</exception>
    public static async Task RunAsync(ReleaseContext context, IReadOnlyList<ReleaseImage> images)
    {
        var registry = context.Images.Value.Registry;
        using var files = PrivateDirectory.Create();
        var settings = new DockerSettings
        {
            ConfigurationDirectory = DockerConfiguration.CreatePrivate(
                files,
                "docker",
                registry,
                UsersConfiguration(context)
            ),
        };
        await context.DockerLogInAsync(
            registry,
            await context.Images.Value.CredentialsAsync(),
            settings,
            context.Cancelled
        );
        foreach (var image in images)
        {
            context.Say($"pushing {image.Reference}");
            var digest = await context.DockerPushAsync(image.Reference.ToString(), settings, context.Cancelled);
            context.Images.Value.NotePublished(image.Reference, digest);
        }
    }

    /// <summary>Reads the digests back from the registry and records them.</summary>
    /// <exception cref="ReleaseException">The registry does not hold an image that should be there.</exception>
    public static async Task RecordDigestsAsync(ReleaseContext context, ImageTag version)
    {
        var images = await context.Images.Value.FindAsync(version);
        if (images.FirstOrDefault(image => image.Published is null) is { } lost)
            throw new ReleaseException(
                $"{lost.Reference} was pushed, but the registry does not hold it",
                "run the same command again; if it stays so, look at the registry's retention rules"
            );
        // A Dockerfile can name the platform of its base image, whatever the build is told.
        if (images.FirstOrDefault(image => image.IsOfAnotherPlatform) is { } other)
            throw new ReleaseException(
                $"{other.Reference} is in the registry for {other.Published!.Platform}, but the fleet's nodes run {other.Platform}",
                $"see FROM in the Dockerfile, and `platform` in the fleet file; then {(version.Version is null ? "build it again" : "release the next version")}"
            );
        foreach (var image in images)
            context.Say($"{image.Reference} is {image.Published!.Digest}");
        context.Record.Update(record =>
            record with
            {
                Images =
                [
                    .. images.Select(image => new ImageRecord(image.Reference.ToString(), image.Published!.Digest)),
                ],
            }
        );
    }

    private static string UsersConfiguration(ReleaseContext context) =>
        context.RunEnvironment.Variable("DOCKER_CONFIG") ?? Path.Combine(context.RunEnvironment.Home, ".docker");
}
