using Cake.Frosting;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Everything that can be known before anything is touched.</summary>
[TaskName(Name)]
[TaskDescription("Checks git, registry, clusters, permissions and selectors before anything is touched")]
[Needs(Fleet = true, Version = true)]
public sealed class Preflight : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(Preflight);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => PreflightChecks.RunAsync(context);
}
