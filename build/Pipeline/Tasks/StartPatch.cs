using Cake.Frosting;
using Pipeline.Lines;
using Pipeline.Running;

namespace Pipeline.Tasks;

/// <summary>Makes the branch on which an older line is patched.</summary>
[TaskName(Name)]
[TaskDescription("Creates the branch release-X.Y from the line's latest tag, and says what comes next")]
public sealed class StartPatch : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(StartPatch);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => PatchStart.RunAsync(context);
}
