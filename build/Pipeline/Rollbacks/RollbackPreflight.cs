using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.Running;
using Releases.Images;
using Releases.Orders;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Rollbacks;

/// <summary>All that can be known of a rollback before the migrations are judged: tag, images, regions.</summary>
internal static class RollbackPreflight
{
    /// <summary>Runs the checks, at the same time.</summary>
    /// <returns>What each region runs, and is judged from.</returns>
    /// <exception cref="RefusedException">Something speaks against it; everything that was found.</exception>
    public static async Task<IReadOnlyList<RegionPlan>> RunAsync(ReleaseContext context, ReleaseOrder order)
    {
        var findings = new Findings();
        context.Say($"checking the tag, the images and {Counted.Of(context.Regions.Count(), "region")}");
        var tag = findings.CollectAsync(() => CheckTagAsync(context, findings));
        var images = findings.CollectAsync(() => CheckImagesAsync(context, findings));
        var regions = await Task.WhenAll(
            context.Regions.Select(region => RegionCheck.RunAsync(context, Task.FromResult(order), region, findings))
        );
        await Task.WhenAll(tag, images);
        findings.ThrowIfAny();
        return regions;
    }

    private static async Task CheckTagAsync(ReleaseContext context, Findings findings)
    {
        var source = await context.Checkout.StateAsync();
        var actor = await context.Checkout.ActorAsync();
        var email = await context.Checkout.ActorEmailAsync();
        context.Record.Update(record =>
            record with
            {
                Version = source.Version.Text,
                Commit = source.TagCommit,
                Actor = actor,
                ActorEmail = email,
            }
        );
        if (source.TagCommit is null)
            findings.Add(
                $"the remote has no tag {source.Version}: it was never released",
                $"choose a version that was: git ls-remote --tags {context.Checkout.Git.Remote}"
            );
    }

    private static async Task CheckImagesAsync(ReleaseContext context, Findings findings)
    {
        if (context.ImagesLeftOut is not null)
            return;
        var source = await context.Checkout.StateAsync();
        var images = await context.Images.Value.FindAsync(source.Version);
        foreach (var image in images.Where(image => image.Published is null))
            findings.Add(
                $"the registry does not have {image.Reference} any more",
                $"git checkout {source.Version}, then ./build.sh --target=PushAcr --exclusive --version={source.Version}"
            );
        context.Record.Update(record =>
            record with
            {
                Images =
                [
                    .. images
                        .Where(image => image.Published is not null)
                        .Select(image => new ImageRecord(image.Reference.ToString(), image.Published!.Digest)),
                ],
            }
        );
        foreach (var image in images.Where(image => IsOfAnotherCommit(image.Published, source.TagCommit)))
            context.Say(
                $"{image.Reference} was built from {image.Published!.Revision}, not from the commit of its tag, {source.TagCommit}"
            );
    }

    private static bool IsOfAnotherCommit(PublishedImage? published, string? commit) =>
        published?.Revision is { } revision && commit is not null && revision != commit;
}
