using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Tasks;

/// <summary>Sets the new images in every region. The gate of that stage: passed when every lane has left it.</summary>
[TaskName(Name)]
[TaskDescription("Sets the new images on the workloads that the fleet's selectors match")]
[IsDependentOn(typeof(MigrateCluster))]
[ContinueOnError]
[Needs(Fleet = true, Version = true)]
public sealed class SetImage : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(SetImage);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(ReleaseContext context) =>
        await (await context.Rollout.Value).PassAsync(Stage.SetImage);
}
