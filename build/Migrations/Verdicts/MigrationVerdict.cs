using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>What it means to go from one version to another and, for a release, to come back.</summary>
public sealed record MigrationVerdict
{
    /// <summary>The version that runs.</summary>
    public required string From { get; init; }

    /// <summary>The version that shall run.</summary>
    public required string To { get; init; }

    /// <summary>The worst of all that follows.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>
    /// The migrations that differ: added ones in the order in which they run, then edited and removed ones.
    /// </summary>
    public required IReadOnlyList<MigrationChange> Migrations { get; init; }

    /// <summary>What else differs.</summary>
    public required IReadOnlyList<OtherChange> OtherChanges { get; init; }

    /// <summary>How the added migrations can be un-applied.</summary>
    [JsonIgnore]
    public UnapplyPlan Unapply { get; init; } = UnapplyPlan.Nothing;

    /// <summary>
    /// What remains of it once the added migrations are un-applied: operations whose reverse does nothing leave
    /// their effect.
    /// </summary>
    public MigrationVerdict AfterUnapplying()
    {
        var left = Migrations.Select(Unapplied).OfType<MigrationChange>().ToArray();
        return this with { Migrations = left, Verdict = WorstOf(left, OtherChanges), Unapply = UnapplyPlan.Nothing };
    }

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

    /// <summary>The worst of what is said of migrations and of all else.</summary>
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
