using Cake.Frosting;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>What every region runs, and how it is. Touches nothing.</summary>
[TaskName(Name)]
[TaskDescription("Shows what every region runs and whether it is healthy, with its last release, lock and live page")]
[Answers]
[Needs(Fleet = true)]
public sealed class ShowStatus : AsyncFrostingTask<ReleaseContext>
{
    /// <summary>The task's name.</summary>
    public const string Name = "Status";

    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => StatusCheck.RunAsync(context);
}
