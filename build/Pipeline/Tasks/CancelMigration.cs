using Cake.Frosting;
using Pipeline.Cancelling;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Ends the migration that runs in the named regions, after showing how far it is.</summary>
[TaskName(TargetNames.CancelMigration)]
[TaskDescription("Ends a region's running migration, after showing what it has applied; says what that leaves behind")]
[Target(Touch.Regions, Fleet = true, Example = "--regions=uk", Page = "docs/runbook.md")]
public sealed class CancelMigration : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => MigrationCancel.RunAsync(context);
}
