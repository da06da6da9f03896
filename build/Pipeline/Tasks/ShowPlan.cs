using Cake.Frosting;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>What Deploy would do, region by region, and what speaks against it. Touches nothing.</summary>
[TaskName(Name)]
[TaskDescription("Shows what Deploy would do, region by region, its migrations, and what speaks against it")]
[Answers]
[Needs(Fleet = true, Version = true)]
public sealed class ShowPlan : AsyncFrostingTask<ReleaseContext>
{
    /// <summary>The task's name.</summary>
    public const string Name = "Plan";

    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => PlanCheck.RunAsync(context);
}
