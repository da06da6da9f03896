using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>The whole chain.</summary>
[TaskName(nameof(Deploy))]
[TaskDescription("Releases a version: tag, images, migrations, rollout, verification, region by region")]
[IsDependentOn(typeof(VerifyRollout))]
[Needs(Fleet = true, Version = true)]
public sealed class Deploy : FrostingTask<ReleaseContext>;
