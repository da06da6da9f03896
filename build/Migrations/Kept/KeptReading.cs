using Migrations.Git;
using Migrations.Model;

namespace Migrations.Kept;

/// <summary>
/// What earlier runs have read of a repository, in the git folder that all of its worktrees share. Each run writes
/// whole files that take the place of the former ones, so runs at the same time lose at most what one of them has kept.
/// </summary>
internal sealed class KeptReading
{
    private KeptReading(KeptFolder folder, TimeProvider time, DatabaseKind database)
    {
        Database = database;
        Sources = new(folder, database.Vendor);
        OldCode = new(folder, time, database.Vendor);
    }

    /// <summary>The kind of database that conditions in the files are decided for.</summary>
    public DatabaseKind Database { get; }

    /// <summary>What files say.</summary>
    public KeptSources Sources { get; }

    /// <summary>What older code knows.</summary>
    public KeptOldCode OldCode { get; }

    /// <summary>Opens what is kept. Nothing is kept where git does not tell its folder.</summary>
    /// <param name="directory">Any folder in the checkout.</param>
    /// <param name="time">The clock.</param>
    /// <param name="database">The kind of database. What is kept for one is not used for another.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<KeptReading> OpenAsync(
        string directory,
        TimeProvider time,
        DatabaseKind database,
        CancellationToken cancellationToken
    ) =>
        new(
            await GitCommonFolder.FindAsync(directory, cancellationToken) is { } git
                ? new(Path.Combine(git, KeptFolder.Name))
                : KeptFolder.None,
            time,
            database
        );

    /// <summary>Whether all that matters of a migration or app configuration is kept.</summary>
    public bool Has(GitTreeFile file) =>
        (!RelevantFiles.IsMigration(file.Path) || Sources.HasMigration(file.ObjectId))
        && (!RelevantFiles.IsAppConfiguration(file.Path) || Sources.HasConfiguration(file.ObjectId));
}
