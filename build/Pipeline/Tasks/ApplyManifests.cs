using Cake.Frosting;
using Pipeline.Applying;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Applies the manifests beside the fleet file to every region.</summary>
[TaskName(TargetNames.ApplyManifests)]
[TaskDescription(
    "Applies the manifests beside the fleet file to each region, after the servers told what that would change"
)]
[Target(Touch.Regions, Fleet = true, Example = "--regions=uk", Page = "docs/manifests.md")]
public sealed class ApplyManifests : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => ManifestApply.RunAsync(context);
}
