using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Orders;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Rollbacks;

/// <summary>All that can be known of a rollback before the migrations are judged: tag, images, regions.</summary>
internal static class RollbackPreflight
{
    private const int NamedVersions = 5;

    /// <summary>Runs the checks, at the same time.</summary>
    /// <returns>What each region runs, and is judged from.</returns>
    /// <exception cref="RefusedException">
    /// The version was never released, or something else speaks against it: then everything that was found.
    /// </exception>
    public static async Task<IReadOnlyList<RegionPlan>> RunAsync(ReleaseContext context, ReleaseOrder order)
    {
        var findings = new Findings();
        context.Say($"checking the tag, the images and {Counted.Of(context.Regions.Count(), "region")}");
        (string Reason, string Next)? unreleased = null;
        var tag = findings.CollectAsync(async () => unreleased = await CheckTagAsync(context));
        var images = findings.CollectAsync(() => CheckImagesAsync(context, findings));
        var own = context.Regions.Select(region => (Region: region, Findings: new Findings())).ToArray();
        var regions = await Task.WhenAll(
            own.Select(each => RegionCheck.RunAsync(context, Task.FromResult(order), each.Region, each.Findings))
        );
        await Task.WhenAll(tag, images);
        // What registry and regions say of a version that never was would only lead astray.
        if (unreleased is { } wrong)
            throw new RefusedException([wrong.Reason], wrong.Next);
        var without = findings.IsEmpty ? WayWithout(own) : null;
        foreach (var each in own)
            findings.Add(each.Findings);
        findings.ThrowIfAny(without);
        return regions;
    }

    // At night a region that does not answer must not keep the others from going back.
    private static string? WayWithout((Region Region, Findings Findings)[] own)
    {
        var free = own.Where(each => each.Findings.IsEmpty).Select(each => each.Region.Name).ToArray();
        var others = own.Where(each => !each.Findings.IsEmpty).Select(each => each.Region.Name);
        return free.Length == 0
            ? null
            : $"or go back without {string.Join(", ", others)}: --regions={string.Join(',', free)}";
    }

    private static async Task<(string Reason, string Next)?> CheckTagAsync(ReleaseContext context)
    {
        var source = await context.Checkout.StateAsync();
        context.Record.Update(record => record with { Version = source.Version.Text, Commit = source.TagCommit });
        if (source.TagCommit is not null)
            return null;
        var near = source.Version.Version is { } version ? source.History.Near(version, NamedVersions) : [];
        return (
            $"the remote has no tag {source.Version}: it was never released",
            near is []
                ? $"git ls-remote --tags {ShellWord.Of(source.Remote)} lists what was"
                : $"name a version that was: {string.Join(", ", near)}"
        );
    }

    private static async Task CheckImagesAsync(ReleaseContext context, Findings findings)
    {
        if (context.ImagesLeftOut is not null)
            return;
        var source = await context.Checkout.StateAsync();
        var images = await context.Images.Value.FindAsync(source.Version);
        // Where all regions serve something newer, the older version is built only when that is allowed.
        var gone = images.Where(image => image.Published is null).ToArray();
        var checkout =
            gone.Length > 0 && source.TagCommit is { } commit
                ? (await TaggedCheckout.OfAsync(context, source.Version.Text, commit)).Commands
                : $"git checkout {source.Version}";
        foreach (var image in gone)
            findings.Add(
                $"the registry does not have {image.Reference} any more",
                $"{checkout}, then ./build.sh --target=PushAcr --version={source.Version} --allow-downgrade"
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
        foreach (
            var image in images.Where(image =>
                IsOfAnotherCommit(image.Published?.RevisionOf(source.Version.Text, source.Remote), source.TagCommit)
            )
        )
            context.Say(
                $"{image.Reference} was built from {image.Published!.Revision}, not from the commit of its tag, {source.TagCommit}"
            );
        foreach (var image in images.Where(image => image.IsOfAnotherPlatform))
            context.Say(
                $"{image.Reference} was built for {image.Published!.Platform}, but `platform` of the fleet is {image.Platform}"
            );
    }

    private static bool IsOfAnotherCommit(string? revision, string? commit) =>
        revision is not null && commit is not null && revision != commit;
}
