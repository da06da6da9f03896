using Cake.Frosting;
using Pipeline.NewRegions;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Adds a region to the fleet file.</summary>
[TaskName(TargetNames.AddRegion)]
[TaskDescription("Adds a region to the fleet file, and lists what a release would still miss there")]
[Target(
    Touch.FleetFile,
    Fleet = true,
    Regions = false,
    TellsItself = true,
    Example = "--regions=bahrain --provider=context",
    Page = "docs/new-region.md"
)]
public sealed class AddRegion : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => RegionAddition.RunAsync(context);
}
