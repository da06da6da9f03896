using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Terminal;

namespace Pipeline.Tasks;

/// <summary>Short usage with examples.</summary>
[TaskName(TargetNames.Default)]
[TaskDescription("Shows how the command is used")]
[Target(Touch.Nothing)]
public sealed class ShowUsage : FrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override void Run(ReleaseContext context) => Usage.Write(context.RunEnvironment.Output);
}
