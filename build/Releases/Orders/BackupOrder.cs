using Foundation.Failures;
using Migrations.Verdicts;
using Releases.Fleets;

namespace Releases.Orders;

/// <summary>Whether databases are backed up before their schema changes, and by whom.</summary>
/// <param name="Asked">
/// What the person has asked for; <see langword="null"/> leaves it to the fleet file: <see cref="BackupPolicy.Risky"/>
/// where it says how a region is backed up, <see cref="BackupPolicy.Never"/> elsewhere.
/// </param>
/// <param name="Databases">Backs up databases at their providers.</param>
public sealed record BackupOrder(BackupPolicy? Asked, IDatabaseBackups Databases)
{
    /// <summary>What holds for a region. A drill backs nothing up: what the fleet file names is real.</summary>
    public BackupPolicy PolicyOf(Fleet fleet, Region region) =>
        region.Provider == Provider.Drill
            ? BackupPolicy.Never
            : Asked ?? (fleet.CanBackUp(region) ? BackupPolicy.Risky : BackupPolicy.Never);

    /// <summary>Why a region's database is backed up before migrations.</summary>
    /// <param name="policy">What holds for the region.</param>
    /// <param name="from">The version that serves.</param>
    /// <param name="verdict">What the migrations mean for it.</param>
    /// <returns>The reason; <see langword="null"/> where no backup is taken.</returns>
    public static string? Reason(BackupPolicy policy, string from, MigrationVerdict verdict)
    {
        if (
            policy == BackupPolicy.Never
            || verdict.Migrations.All(migration => migration.Change != MigrationChangeKind.Added)
        )
            return null;
        return verdict.Verdict switch
        {
            Verdict.Unsafe => $"{from} cannot run on the new schema",
            Verdict.Investigate => $"it is not known whether {from} can run on the new schema",
            Verdict.Clear => policy == BackupPolicy.Always ? "every change of the schema has one" : null,
        };
    }
}

/// <summary>When a region's database is backed up before its schema changes.</summary>
public enum BackupPolicy
{
    /// <summary>Never. The provider's own backups still allow to restore a moment.</summary>
    Never,

    /// <summary>Before changes that the serving version may not be able to run on, and before un-applying.</summary>
    Risky,

    /// <summary>Before every change.</summary>
    Always,
}

/// <summary>Backs up databases at their providers.</summary>
public interface IDatabaseBackups
{
    /// <summary>Makes sure that a database can be backed up and restored, without changing anything.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <exception cref="ReleaseException">It cannot: one line why.</exception>
    Task CheckAsync(RegionDatabase database, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a backup and waits until it is complete. Says every half minute that it lives. A database that regions
    /// share is backed up once.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="name">The name of the backup: lower-case letters, digits and <c>-</c>.</param>
    /// <param name="cancellationToken">Stops the wait. A backup that was begun goes on at the provider.</param>
    /// <returns>The name of the backup; that of the first region where several share the database.</returns>
    /// <exception cref="ReleaseException">There is no backup: one line why.</exception>
    Task<string> TakeAsync(RegionDatabase database, string name, CancellationToken cancellationToken);
}
