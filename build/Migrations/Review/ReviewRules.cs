namespace Migrations.Review;

/// <summary>The weight of a finding, the heaviest last.</summary>
public enum ReviewLevel
{
    /// <summary>The finding is not reported.</summary>
    Off,

    /// <summary>The finding is good to know.</summary>
    Info,

    /// <summary>A person should look at it.</summary>
    Warning,

    /// <summary>The finding speaks against the merge.</summary>
    Error,
}

/// <summary>A rule about migrations.</summary>
/// <param name="Name">Its name, in the fleet file and in comments.</param>
/// <param name="Level">The level where the fleet file sets none.</param>
/// <param name="Meaning">What it finds.</param>
public sealed record ReviewRule(string Name, ReviewLevel Level, string Meaning);

/// <summary>The rules about migrations in three groups: compatibility, locks, and the order of migrations.</summary>
public static class ReviewRules
{
    /// <summary>Older code fails on the new schema.</summary>
    public static readonly ReviewRule BreaksOldCode = new(
        "breaks-old-code",
        ReviewLevel.Error,
        "older code fails on the new schema: while pods are replaced, and after a rollback"
    );

    /// <summary>Older code may fail on the new schema.</summary>
    public static readonly ReviewRule MayBreakOldCode = new(
        "may-break-old-code",
        ReviewLevel.Warning,
        "older code may fail on the new schema: a person has to look"
    );

    /// <summary>An operation cannot be un-applied.</summary>
    public static readonly ReviewRule Irreversible = new(
        "irreversible",
        ReviewLevel.Warning,
        "an operation cannot be un-applied"
    );

    /// <summary>An operation rewrites a table.</summary>
    public static readonly ReviewRule LocksForRewrite = new(
        "locks-rewrite",
        ReviewLevel.Error,
        "a table is locked while it is rewritten"
    );

    /// <summary>A table is locked for everybody while its rows are read.</summary>
    public static readonly ReviewRule LocksReads = new(
        "locks-reads",
        ReviewLevel.Error,
        "reads and writes wait while all rows of a table are read"
    );

    /// <summary>A table is locked for writers while its rows are read.</summary>
    public static readonly ReviewRule LocksWrites = new(
        "locks-writes",
        ReviewLevel.Warning,
        "writes wait while all rows of a table are read"
    );

    /// <summary>Rows are locked.</summary>
    public static readonly ReviewRule LocksRows = new(
        "locks-rows",
        ReviewLevel.Info,
        "writes of the same rows wait until the migration commits"
    );

    /// <summary>A table is locked for a moment.</summary>
    public static readonly ReviewRule LocksBriefly = new(
        "locks-briefly",
        ReviewLevel.Info,
        "a table is locked for a moment; behind a long query all later ones wait"
    );

    /// <summary>A table is locked for a time that the migration does not tell.</summary>
    public static readonly ReviewRule LocksUnknown = new(
        "locks-unknown",
        ReviewLevel.Warning,
        "a table is locked for a time that the migration does not tell"
    );

    /// <summary>A transaction holds what Django or PostgreSQL refuses there.</summary>
    public static readonly ReviewRule ConcurrentInTransaction = new(
        "concurrent-in-transaction",
        ReviewLevel.Error,
        "a transaction holds what is refused there, such as an index that is built concurrently"
    );

    /// <summary>Rows and schema change in one transaction.</summary>
    public static readonly ReviewRule DataWithSchema = new(
        "data-with-schema",
        ReviewLevel.Warning,
        "one migration changes the schema and its rows: the locks are held until its end, and PostgreSQL may refuse"
    );

    /// <summary>Two migrations have no migration that depends on them.</summary>
    public static readonly ReviewRule TwoLeaves = new(
        "two-leaves",
        ReviewLevel.Error,
        "an app has two last migrations, by itself or once it is merged: Django refuses to migrate"
    );

    /// <summary>A migration that may have been applied was changed.</summary>
    public static readonly ReviewRule Edited = new(
        "edited-migration",
        ReviewLevel.Error,
        "a migration that may have been applied was edited, or has to run after a new one now"
    );

    /// <summary>A migration that may have been applied was removed.</summary>
    public static readonly ReviewRule Removed = new(
        "removed-migration",
        ReviewLevel.Error,
        "a migration that may have been applied is gone"
    );

    /// <summary>A migration's name does not sort behind the earlier ones.</summary>
    public static readonly ReviewRule NameOrder = new(
        "name-order",
        ReviewLevel.Warning,
        "a migration's name sorts before one that it runs after"
    );

    /// <summary>A comment accepts nothing.</summary>
    public static readonly ReviewRule UnusedAcceptance = new(
        "unused-acceptance",
        ReviewLevel.Warning,
        "a comment accepts a finding that does not exist"
    );

    /// <summary>All rules.</summary>
    public static IReadOnlyList<ReviewRule> All { get; } =
    [
        BreaksOldCode,
        MayBreakOldCode,
        Irreversible,
        LocksForRewrite,
        LocksReads,
        LocksWrites,
        LocksRows,
        LocksBriefly,
        LocksUnknown,
        ConcurrentInTransaction,
        DataWithSchema,
        TwoLeaves,
        Edited,
        Removed,
        NameOrder,
        UnusedAcceptance,
    ];

    /// <summary>The names of all rules.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(rule => rule.Name)];

    /// <summary>The names of the levels.</summary>
    public static IReadOnlyList<string> LevelNames { get; } = [.. Enum.GetValues<ReviewLevel>().Select(NameOf)];

    /// <summary>The name of a level.</summary>
    public static string NameOf(ReviewLevel level) =>
        level switch
        {
            ReviewLevel.Off => "off",
            ReviewLevel.Info => "info",
            ReviewLevel.Warning => "warning",
            ReviewLevel.Error => "error",
        };

    /// <summary>The level of a name.</summary>
    internal static ReviewLevel LevelOf(string name) =>
        Enum.GetValues<ReviewLevel>().FirstOrDefault(level => NameOf(level) == name, ReviewLevel.Error);
}
