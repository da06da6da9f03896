using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>What it means to go from one version to another and, for a release, to come back.</summary>
public sealed record MigrationVerdict
{
    /// <summary>The version that runs.</summary>
    public required string From { get; init; }

    /// <summary>The version that will run.</summary>
    public required string To { get; init; }

    /// <summary>The worst verdict of all migrations and other changes.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>
    /// The migrations that differ: added ones in the order in which they run, then edited and removed ones.
    /// </summary>
    public required IReadOnlyList<MigrationChange> Migrations { get; init; }

    /// <summary>The other differences between the versions.</summary>
    public required IReadOnlyList<OtherChange> OtherChanges { get; init; }

    /// <summary>
    /// For a release: what pods of the running version meet between the migration and the end of the rollout, one
    /// sentence each. <see langword="null"/> for a rollback.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Rollout { get; init; }

    /// <summary>
    /// The database, where it is not PostgreSQL and its locks are therefore unknown. <see langword="null"/> for
    /// PostgreSQL.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OtherDatabase { get; init; }

    /// <summary>The tables that the added migrations lock for as long as the tables are large, by name.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> TablesLockedByTheirRows =>
        [
            .. Migrations
                .Where(migration => migration.Change == MigrationChangeKind.Added)
                .SelectMany(migration => migration.Operations)
                .Where(operation => operation.Locks is { Blocks: > Blocked.Nothing, Time: > LockTime.Unknown })
                .SelectMany(operation => operation.Locks!.Read)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>
    /// Whether both versions have the same migrations, and neither packages nor settings, which may bring some of their
    /// own, differ.
    /// </summary>
    [JsonIgnore]
    public bool IsOfOneSchema =>
        Migrations.Count == 0
        && Verdict == Verdict.Clear
        && OtherChanges.All(change => change.Kind != OtherChangeKind.Settings);

    /// <summary>How the added migrations can be un-applied.</summary>
    [JsonIgnore]
    public UnapplyPlan Unapply { get; init; } = UnapplyPlan.Nothing;

    /// <summary>
    /// The verdict once the added migrations are un-applied. An operation whose reverse does nothing leaves its effect.
    /// </summary>
    public MigrationVerdict AfterUnapplying()
    {
        var left = Migrations.Select(Unapplied).OfType<MigrationChange>().ToArray();
        return this with { Migrations = left, Verdict = WorstOf(left, OtherChanges), Unapply = UnapplyPlan.Nothing };
    }

    /// <summary>The verdict without what is known about PostgreSQL only.</summary>
    /// <param name="database">The kind of the database.</param>
    public MigrationVerdict On(string database) => WithoutLocks() with { OtherDatabase = database };

    /// <summary>The verdict without the locks of the migrations.</summary>
    public MigrationVerdict WithoutLocks() =>
        this with
        {
            Migrations =
            [
                .. Migrations.Select(migration =>
                    migration with
                    {
                        Operations = [.. migration.Operations.Select(operation => operation with { Locks = null })],
                    }
                ),
            ],
        };

    /// <summary>The sentences of <see cref="Rollout"/>.</summary>
    /// <param name="pods">The version of the pods that run in the meantime.</param>
    public IReadOnlyList<string> MetBy(string pods) =>
        [
            .. Migrations
                .Where(migration => migration.Change == MigrationChangeKind.Added)
                .SelectMany(migration =>
                    migration
                        .Operations.Where(operation => operation.Meets is not null)
                        .Select(operation =>
                            $"between migrate and verify, pods of {pods} {operation.Meets} ({migration.FullName})"
                        )
                ),
        ];

    private static MigrationChange? Unapplied(MigrationChange migration)
    {
        if (migration.Change != MigrationChangeKind.Added)
            return migration;
        var left = migration
            .Operations.Where(operation => operation.Left > Verdicts.Verdict.Clear)
            .Select(operation => operation with { Verdict = operation.Left })
            .ToArray();
        return left.Length == 0
            ? null
            : migration with
            {
                Operations = left,
                Verdict = left.Max(operation => operation.Verdict),
            };
    }

    /// <summary>The worst verdict of migrations and other changes.</summary>
    internal static Verdict WorstOf(
        IReadOnlyList<MigrationChange> migrations,
        IReadOnlyList<OtherChange> otherChanges
    ) =>
        migrations
            .Select(change => change.Verdict)
            .Concat(otherChanges.Select(change => change.Verdict))
            .DefaultIfEmpty(Verdicts.Verdict.Clear)
            .Max();
}
