using Foundation.Failures;
using Foundation.Timing;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Docker;
using Releases.Images;

namespace Pipeline.Images;

/// <summary>Builds one image of a release, here or on ACR Tasks.</summary>
public static class ImageBuild
{
    // Variables by which docker builds on another engine, or for another platform.
    private static readonly string[] DecidedElsewhere = ["BUILDX_BUILDER", "DOCKER_DEFAULT_PLATFORM"];

    /// <summary>The builder that is not here: ACR Tasks.</summary>
    public const string AcrBuilder = "acr";

    /// <summary>Why it needs no building, or <see langword="null"/>.</summary>
    /// <param name="context">The run.</param>
    /// <param name="target">The stage of the Dockerfile; the default one when <see langword="null"/>.</param>
    public static async Task<string?> ReasonToSkipAsync(ReleaseContext context, string? target)
    {
        if (context.ImagesLeftOut is { } reason)
            return reason;
        var source = await context.Checkout.StateAsync();
        var image = await FindAsync(context, source, target);
        return image.IsTakenAsPublished(source)
            ? $"the registry has {image.Reference} from {source.ShortReleased} already"
            : null;
    }

    /// <summary>Builds the image.</summary>
    /// <exception cref="ReleaseException">The build failed.</exception>
    public static async Task RunAsync(ReleaseContext context, string? target)
    {
        var source = await context.Checkout.StateAsync();
        var image = await FindAsync(context, source, target);
        context.Say($"building {image.Reference} with {context.Options.Builder}");
        var build =
            context.Options.Builder == AcrBuilder
                ? BuildRemotelyAsync(context, source, image)
                : BuildHereAsync(context, source, image);
        await SignOfLife.DuringAsync(context, $"still building {image.Reference}", build);
        // ACR Tasks push what they have built.
        if (context.Options.Builder == AcrBuilder)
            context.Images.Value.NotePublished(image.Reference);
        context.Say($"built {image.Reference}");
    }

    private static async Task<ReleaseImage> FindAsync(ReleaseContext context, SourceState source, string? target) =>
        (await context.Images.Value.FindAsync(source.Version)).Single(image => image.Target == target);

    private static Task BuildRemotelyAsync(ReleaseContext context, SourceState source, ReleaseImage image) =>
        context.AcrBuildAsync(
            context.Fleet.RegistryName,
            context.Options.App,
            new AcrBuildRequest(image.Reference.Repository, image.Reference.Tag)
            {
                Target = image.Target,
                Arguments = ArgumentsOf(source),
                // ACR Tasks run on this one themselves.
                Platform = image.Platform == ImagePlatform.Default ? null : image.Platform.ToString(),
            },
            new AzSettings { OnLine = context.ShowToolLine },
            context.Cancelled
        );

    private static async Task BuildHereAsync(ReleaseContext context, SourceState source, ReleaseImage image)
    {
        var builder = context.Options.Builder == "docker" ? null : context.Options.Builder;
        var settings = new DockerBuildSettings
        {
            Target = image.Target,
            Platform = await context.DockerPlatformToNameAsync(
                image.Platform,
                builder is null && !DecidedElsewhere.Any(name => context.RunEnvironment.Variable(name) is not null),
                new DockerSettings(),
                context.Cancelled
            ),
            Builder = builder,
            OnLine = context.ShowToolLine,
            Tags = { image.Reference.ToString() },
            Labels =
            {
                [OciLabels.Version] = source.Version.Text,
                [OciLabels.Revision] = source.Commit,
                [OciLabels.Source] = source.Remote,
                [OciLabels.Created] = UtcText.OfSecond(context.Time.GetUtcNow()),
            },
        };
        foreach (var (name, value) in ArgumentsOf(source))
            settings.Arguments[name] = value;
        await context.DockerBuildAsync(context.Options.App, settings, context.Cancelled);
    }

    // The application shows its version by it, wherever it was built.
    private static Dictionary<string, string> ArgumentsOf(SourceState source) =>
        new(StringComparer.Ordinal) { ["VERSION"] = source.Version.Text };
}
