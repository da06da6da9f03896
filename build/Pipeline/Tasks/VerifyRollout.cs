using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Tasks;

/// <summary>Waits for every region's rollout and live page. The last gate.</summary>
[TaskName(Name)]
[TaskDescription("Watches each workload until it is rolled out, then the live page until it shows the version")]
[IsDependentOn(typeof(SetImage))]
[ContinueOnError]
[Needs(Fleet = true, Version = true)]
public sealed class VerifyRollout : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(VerifyRollout);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(ReleaseContext context) =>
        await (await context.Rollout.Value).PassAsync(Stage.Verify);
}
