using Cake.Core;
using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Terminal;

namespace Pipeline.Hosting;

/// <summary>Ends the section of the log that a task has started in a GitLab job.</summary>
/// <param name="sections">The sections of the log.</param>
public sealed class TaskSections(GitLabSections sections) : FrostingTaskLifetime<ReleaseContext>
{
    /// <inheritdoc/>
    public override void Setup(ReleaseContext context, ITaskSetupContext info) { }

    /// <inheritdoc/>
    public override void Teardown(ReleaseContext context, ITaskTeardownContext info) =>
        sections.End(SectionReport.NameOf(info.Task.Name));
}
