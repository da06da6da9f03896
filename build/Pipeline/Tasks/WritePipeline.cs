using Cake.Frosting;
using Pipeline.Pipelines;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>GitLab's pipeline of the fleet's regions.</summary>
[TaskName(TargetNames.Pipeline)]
[TaskDescription(
    "Prints GitLab's pipeline of the fleet's regions: a job for each, wave by wave; .ci/release.yml starts it"
)]
[Target(
    Touch.Nothing,
    Fleet = true,
    Regions = false,
    Answers = true,
    Formats = [OutputFormats.GitLab],
    Example = "--tier=production",
    Page = "docs/gitlab.md"
)]
public sealed class WritePipeline : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => PipelineAnswer.RunAsync(context);
}
