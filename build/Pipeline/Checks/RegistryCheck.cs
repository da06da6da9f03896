using Foundation.Text;
using Pipeline.Images;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Targets;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Docker;
using Releases.Plans;

namespace Pipeline.Checks;

/// <summary>Whether the images can be built and pushed, or are there already.</summary>
public static class RegistryCheck
{
    private const int LongestPlatform = 40;

    /// <summary>Checks the registry and, where something has to be built, the engine.</summary>
    /// <returns>The images of the release with what the registry holds of them; none when none are built.</returns>
    public static async Task<IReadOnlyList<PlannedImage>> RunAsync(ReleaseContext context, Findings findings)
    {
        if (context.ImagesLeftOut is not null)
            return [];
        var source = await context.Checkout.StateAsync();
        var images = await context.Images.Value.FindAsync(source.Version);
        foreach (var image in images.Where(image => image.Published is not null && !image.IsTakenAsPublished(source)))
        {
            // A staging tag such as a branch's name moves; a version never does.
            var isVersion = source.Version.Version is not null;
            if (image.IsOfAnotherPlatform && (isVersion || !context.Prepares(TargetNames.BuildImage)))
                AddOtherPlatform(context, image, isVersion, findings);
            else if (isVersion)
                findings.Add(
                    $"the registry has {image.Reference} already, built from {Origin(image, source)}, not from {source.ShortCommit}",
                    "choose the next version: a pushed one never changes"
                );
        }
        var isComplete = images.All(image => image.IsTakenAsPublished(source));
        if (!isComplete && context.Prepares(TargetNames.BuildImage))
        {
            await findings.CollectAsync(() => CheckBuilderAsync(context));
            await findings.CollectAsync(() => BuiltFolderCheck.RunAsync(context, source, findings));
        }
        return
        [
            .. images.Select(image => new PlannedImage(
                image.Reference.ToString(),
                image.Published is null ? ImageState.Missing
                    : image.IsTakenAsPublished(source) ? ImageState.Published
                    : image.IsOfAnotherPlatform ? ImageState.OtherPlatform
                    : ImageState.Foreign
            )),
        ];
    }

    private static async Task CheckBuilderAsync(ReleaseContext context)
    {
        if (context.Options.Builder == ImageBuild.AcrBuilder)
            await context.AzAccountAsync(new AzSettings(), context.Cancelled);
        else
            await context.DockerEnginePlatformAsync(new DockerSettings(), context.Cancelled);
    }

    // The fleet's nodes cannot run it, and to push another image under the name of a version is nobody's right here.
    private static void AddOtherPlatform(ReleaseContext context, ReleaseImage image, bool isVersion, Findings findings)
    {
        var built = Shortened.To($"{image.Published!.Platform}", LongestPlatform);
        findings.Add(
            $"the registry has {image.Reference} already, built for {built}, but the fleet's nodes run {image.Platform}",
            $"{(isVersion ? "choose the next version, or ask who may delete tags there to delete this one" : "build and push it again")}; nodes that run {built} need `platform: {built}` in {context.Fleet.File}"
        );
    }

    private static string Origin(ReleaseImage image, SourceState source) =>
        image.Published!.RevisionOf(source.Version.Text, source.Remote) is { Length: >= ShortCommit.Length } revision
            ? ShortCommit.Of(revision)
            : "an unknown commit";
}
