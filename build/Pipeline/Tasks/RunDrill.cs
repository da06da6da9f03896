using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>The whole chain on embedded clusters; the stage is set before the first task.</summary>
[TaskName(Name)]
[TaskDescription("Rehearses the whole release on embedded clusters, on this machine, touching nothing else")]
[IsDependentOn(typeof(Deploy))]
[Needs(Fleet = true)]
public sealed class RunDrill : FrostingTask<ReleaseContext>
{
    /// <summary>The task's name.</summary>
    public const string Name = "Drill";
}
