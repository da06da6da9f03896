namespace Migrations.Verdicts;

/// <summary>The locks of migrations while they run, in words.</summary>
public static class LockText
{
    /// <summary>The text that is said once when a table is locked briefly.</summary>
    public const string Queue =
        "A brief lock that waits behind a long query lets all later queries of the table wait, too: set a lock_timeout.";

    /// <summary>
    /// One line for each operation that takes longer than a moment, and one line for all brief locks of a migration.
    /// </summary>
    /// <param name="verdict">The migrations.</param>
    /// <param name="sizes">How large tables are, in words. Tables of which nobody knows may be missing.</param>
    public static IEnumerable<string> Lines(MigrationVerdict verdict, IReadOnlyDictionary<string, string>? sizes = null)
    {
        var isAnyBrief = false;
        foreach (var migration in verdict.Migrations.Where(each => each.Change == MigrationChangeKind.Added))
        {
            var blocking = migration.Operations.Where(each => each.Locks is { Blocks: > Blocked.Nothing }).ToList();
            foreach (var operation in blocking.Where(each => each.Locks!.Time > LockTime.Brief))
                yield return $"{migration.FullName} {operation.Operation} {operation.Target}: {Of(migration, operation, sizes)}";
            var brief = blocking.Where(each => each.Locks!.Time == LockTime.Brief).ToList();
            if (brief.Count == 0)
                continue;
            isAnyBrief = true;
            var held = blocking.Count > brief.Count && migration.IsAtomic ? ", held until the migration commits" : "";
            yield return $"{migration.FullName}: blocks {Tables(brief.SelectMany(each => each.Locks!.Tables))} briefly{held}.";
        }
        if (isAnyBrief)
            yield return Queue;
    }

    /// <summary>The locks of an operation, and the safer way.</summary>
    /// <param name="migration">The operation's migration.</param>
    /// <param name="operation">The operation. It has to have locks.</param>
    /// <param name="sizes">How large tables are, in words. Tables of which nobody knows may be missing.</param>
    public static string Of(
        MigrationChange migration,
        OperationVerdict operation,
        IReadOnlyDictionary<string, string>? sizes = null
    )
    {
        var locks = operation.Locks!;
        var safer = locks.Safer.Length > 0 ? $" Safer: {locks.Safer}." : "";
        return $"blocks {Tables(locks.Tables)} {Duration(locks, sizes)}{Held(migration, operation)}.{safer}";
    }

    // Each lock lasts until the migration commits, so later operations of the same migration prolong it.
    private static string Held(MigrationChange migration, OperationVerdict operation)
    {
        if (!migration.IsAtomic)
            return "";
        var later = migration
            .Operations.SkipWhile(each => !ReferenceEquals(each, operation))
            .Skip(1)
            .Where(each => each.Locks is { Time: > LockTime.Brief } || each.Operation == "RunPython")
            .ToList();
        return later.Count == 0
            ? ", until the migration commits"
            : $", and on while {later[0].Operation} {later[0].Target} runs: all of it is one transaction";
    }

    private static string Duration(OperationLocks locks, IReadOnlyDictionary<string, string>? sizes) =>
        locks.Time switch
        {
            LockTime.Brief => "briefly",
            LockTime.Unknown => "for a time that the migration does not tell",
            LockTime.Scan => $"for as long as {Large(locks.Read)} large{Sizes(locks.Read, sizes)}",
            LockTime.Rewrite =>
                $"for as long as {Large(locks.Read)} large{Sizes(locks.Read, sizes)}: it is rewritten, with all indexes",
        };

    private static string Sizes(IReadOnlyList<string> tables, IReadOnlyDictionary<string, string>? sizes)
    {
        var known = tables.Where(table => sizes?.ContainsKey(table) is true).ToList();
        return known.Count == 0 ? ""
            : tables.Count == 1 ? $" ({sizes![known[0]]})"
            : $" ({string.Join("; ", known.Select(table => $"{table}: {sizes![table]}"))})";
    }

    private static string Large(IReadOnlyList<string> tables) =>
        tables.Count == 1 ? $"{tables[0]} is" : $"{string.Join(" and ", tables)} are";

    private static string Tables(IEnumerable<LockedTable> tables)
    {
        var groups = tables
            .GroupBy(table => table.Table)
            .Select(table => (Name: table.Key, Blocks: table.Max(each => each.Blocks)))
            .GroupBy(table => table.Blocks)
            .OrderByDescending(group => group.Key)
            .Where(group => group.Key > Blocked.Nothing)
            .Select(group =>
                $"{Word(group.Key)} {string.Join(", ", group.Select(table => table.Name).Order(StringComparer.Ordinal))}"
            );
        return string.Join(" and ", groups) is { Length: > 0 } words ? words : "nothing";
    }

    private static string Word(Blocked blocked) =>
        blocked switch
        {
            Blocked.Nothing => "nothing of",
            Blocked.SameRows => "writes of the same rows of",
            Blocked.Writes => "writes of",
            Blocked.Everything => "reads and writes of",
        };
}
