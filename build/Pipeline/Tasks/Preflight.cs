using Cake.Frosting;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Everything that can be known before anything is touched.</summary>
[TaskName(TargetNames.Preflight)]
[TaskDescription("Checks git, registry, clusters, permissions and selectors before anything is touched")]
[Target(Touch.Nothing, Fleet = true, Version = VersionNeed.Any, Example = "--version=1.2.3", Page = "docs/runbook.md")]
public sealed class Preflight : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => PreflightChecks.RunAsync(context);
}
