using Migrations;

namespace Pipeline.Running;

/// <summary>Compares the migrations of versions for the kind of database that the fleet has.</summary>
internal static class MigrationChecks
{
    /// <summary>The comparison for a run.</summary>
    public static MigrationCheck NewMigrationCheck(this ReleaseContext context) =>
        new(context.Options.App, context.Time) { OtherDatabase = context.Fleet.OtherDatabase };
}
