using Cake.Frosting;
using Pipeline.Rollbacks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Takes every region back to an older version, from what it really runs.</summary>
[TaskName(Name)]
[TaskDescription("Goes back to an older version, after judging the migrations in between; touches no git and no image")]
[Needs(Fleet = true, Version = true)]
public sealed class Rollback : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(Rollback);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => RollbackRun.RunAsync(context);
}
