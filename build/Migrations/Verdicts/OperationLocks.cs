using System.Text.Json;
using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>The lock modes of tables, the strongest last (PostgreSQL documentation, "Table-Level Locks").</summary>
[JsonConverter(typeof(LockNames<LockMode>))]
public enum LockMode
{
    /// <summary>The lock of reading.</summary>
    AccessShare,

    /// <summary>The lock of locking rows.</summary>
    RowShare,

    /// <summary>The lock of writing rows.</summary>
    RowExclusive,

    /// <summary>The lock of building an index concurrently and of validating a constraint.</summary>
    ShareUpdateExclusive,

    /// <summary>The lock of building an index.</summary>
    Share,

    /// <summary>The lock of a new foreign key, on both tables.</summary>
    ShareRowExclusive,

    /// <summary>The lock of most changes of a table.</summary>
    AccessExclusive,
}

/// <summary>What a lock blocks.</summary>
[JsonConverter(typeof(LockNames<Blocked>))]
public enum Blocked
{
    /// <summary>Nothing that an application does.</summary>
    Nothing,

    /// <summary>Writing the rows that the migration itself writes or locks.</summary>
    SameRows,

    /// <summary>Writing.</summary>
    Writes,

    /// <summary>Reading and writing the table, and writing rows that point to it.</summary>
    Everything,
}

/// <summary>How long a step takes by itself, the longest last.</summary>
[JsonConverter(typeof(LockNames<LockTime>))]
public enum LockTime
{
    /// <summary>Only the catalogue changes. No row is read.</summary>
    Brief,

    /// <summary>The migration does not tell the time.</summary>
    Unknown,

    /// <summary>Every row is read. The time grows with the table.</summary>
    Scan,

    /// <summary>The table is rewritten with its indexes. The time grows with the table.</summary>
    Rewrite,
}

/// <summary>A locked table.</summary>
/// <param name="Table">Its name in the database.</param>
/// <param name="Mode">The strongest lock on it.</param>
/// <param name="Blocks">What the lock blocks.</param>
public sealed record LockedTable(string Table, LockMode Mode, Blocked Blocks);

/// <summary>
/// The locks of an operation on PostgreSQL while it runs. Tables that the same change makes are left out, because
/// nobody uses them yet.
/// </summary>
/// <param name="Tables">The tables, by name.</param>
/// <param name="Time">How long the operation takes.</param>
/// <param name="Read">The tables whose rows are all read or written, by name.</param>
/// <param name="Safer">The safer way in a phrase; empty where there is none.</param>
public sealed record OperationLocks(
    IReadOnlyList<LockedTable> Tables,
    LockTime Time,
    IReadOnlyList<string> Read,
    string Safer
)
{
    /// <summary>The worst of what the locks block.</summary>
    [JsonIgnore]
    public Blocked Blocks => Tables.Select(table => table.Blocks).DefaultIfEmpty(Blocked.Nothing).Max();
}

/// <summary>Writes an enumeration about locks in lower case.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class LockNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
