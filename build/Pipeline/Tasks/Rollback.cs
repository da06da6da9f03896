using Cake.Frosting;
using Pipeline.Rollbacks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Takes every region back to an older version, from what it really runs.</summary>
[TaskName(TargetNames.Rollback)]
[TaskDescription("Goes back to an older version, after judging the migrations in between; touches no git and no image")]
[Target(Touch.Regions, Fleet = true, Version = VersionNeed.Earlier)]
public sealed class Rollback : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => RollbackRun.RunAsync(context);
}
