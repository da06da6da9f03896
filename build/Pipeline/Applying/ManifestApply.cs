using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.Running;

namespace Pipeline.Applying;

/// <summary>
/// Applies the manifests: first every server tells what that would do, then they are applied, wave by wave.
/// </summary>
internal static class ManifestApply
{
    /// <summary>Previews, asks, applies.</summary>
    /// <exception cref="UsageException">Manifests are wrong; nothing was touched.</exception>
    /// <exception cref="RefusedException">A server would refuse, or the person who was asked said no; nothing was
    /// touched.</exception>
    /// <exception cref="LanesFailedException">Regions failed; what was applied in them before stays.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        if (context.TaskNames.Count > 1)
            throw new UsageException("ApplyManifests runs alone: give no other --target beside it");
        var order = await ReleaseOrders.OfManifestsAsync(context);
        var findings = new Findings();
        var reading = ManifestPreview.ReadAsync(context, order, findings);
        await SignOfLife.DuringAsync(context, "still asking the regions", reading);
        findings.ThrowIfAny();
        var preview = await reading;
        if (preview.IsEmpty)
            throw new UsageException(
                $"{context.Fleet.Folder}: there are no manifests to apply; those in a folder 'jobs' are run by a release"
            );
        preview.Write(context.RunEnvironment.Output);
        if (preview.Changing.Count == 0)
        {
            context.Say("nothing to apply: every region is as the manifests say");
            return;
        }
        var names = string.Join(", ", preview.Changing.Select(region => region.Name));
        // What it is about has been shown.
        var removal = preview.Removed == 0 ? "" : $", and remove {Counted.Of(preview.Removed, "object")}";
        await Confirmation.AskAsync(context, _ => { }, $"Apply this to {names}{removal}?");
        await new ManifestRollout(context, order, preview.Changing).RunAsync();
    }
}
