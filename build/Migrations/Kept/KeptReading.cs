using Migrations.Git;

namespace Migrations.Kept;

/// <summary>
/// What earlier runs have read of a repository, in the git folder that all of its worktrees share. Each run writes
/// whole files that take the place of the former ones, so runs at the same time lose at most what one of them has kept.
/// </summary>
internal sealed class KeptReading
{
    private KeptReading(KeptFolder folder, TimeProvider time)
    {
        Sources = new(folder);
        OldCode = new(folder, time);
    }

    /// <summary>What files say.</summary>
    public KeptSources Sources { get; }

    /// <summary>What older code knows.</summary>
    public KeptOldCode OldCode { get; }

    /// <summary>Opens what is kept. Nothing is kept where git does not tell its folder.</summary>
    /// <param name="directory">Any folder in the checkout.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<KeptReading> OpenAsync(
        string directory,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        new(
            await GitCommonFolder.FindAsync(directory, cancellationToken) is { } git
                ? new(Path.Combine(git, KeptFolder.Name))
                : KeptFolder.None,
            time
        );

    /// <summary>Whether all that matters of a migration or app configuration is kept.</summary>
    public bool Has(GitTreeFile file) =>
        (!RelevantFiles.IsMigration(file.Path) || Sources.HasMigration(file.ObjectId))
        && (!RelevantFiles.IsAppConfiguration(file.Path) || Sources.HasConfiguration(file.ObjectId));
}
