using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>The whole chain on embedded clusters; the stage is set before the first task.</summary>
[TaskName(TargetNames.Drill)]
[TaskDescription("Rehearses the whole release on embedded clusters, on this machine, touching nothing else")]
[Target(Touch.Nothing, Fleet = true, Example = "--scenario=rollback", Page = "docs/game-day.md")]
[IsDependentOn(typeof(Deploy))]
public sealed class RunDrill : FrostingTask<ReleaseContext>;
