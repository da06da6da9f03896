using System.Text.Json;
using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>The lock modes of tables, the strongest last (PostgreSQL documentation, "Table-Level Locks").</summary>
[JsonConverter(typeof(LockNames<LockMode>))]
public enum LockMode
{
    /// <summary>What reading takes.</summary>
    AccessShare,

    /// <summary>What locking rows takes.</summary>
    RowShare,

    /// <summary>What writing rows takes.</summary>
    RowExclusive,

    /// <summary>What building an index concurrently and validating a constraint take.</summary>
    ShareUpdateExclusive,

    /// <summary>What building an index takes.</summary>
    Share,

    /// <summary>What a new foreign key takes, of both tables.</summary>
    ShareRowExclusive,

    /// <summary>What most changes of a table take.</summary>
    AccessExclusive,
}

/// <summary>What a lock keeps others from.</summary>
[JsonConverter(typeof(LockNames<Blocked>))]
public enum Blocked
{
    /// <summary>Nothing that an application does.</summary>
    Nothing,

    /// <summary>Writing the rows that the migration itself writes or locks.</summary>
    SameRows,

    /// <summary>Writing.</summary>
    Writes,

    /// <summary>Reading and writing, and writing rows that point to it.</summary>
    Everything,
}

/// <summary>How long a step takes by itself, the longest last.</summary>
[JsonConverter(typeof(LockNames<LockTime>))]
public enum LockTime
{
    /// <summary>The catalogue changes, no row is read.</summary>
    Brief,

    /// <summary>It cannot be told from the migration.</summary>
    Unknown,

    /// <summary>Every row is read: as long as the table is large.</summary>
    Scan,

    /// <summary>The table is written anew, with its indexes: as long as the table is large.</summary>
    Rewrite,
}

/// <summary>A table that is locked.</summary>
/// <param name="Table">Its name in the database.</param>
/// <param name="Mode">The strongest lock on it.</param>
/// <param name="Blocks">What others cannot do meanwhile.</param>
public sealed record LockedTable(string Table, LockMode Mode, Blocked Blocks);

/// <summary>
/// What an operation locks on PostgreSQL while it runs. Tables that the same change makes are left out: nobody uses
/// them.
/// </summary>
/// <param name="Tables">The tables, by name.</param>
/// <param name="Time">How long it takes.</param>
/// <param name="Read">The tables whose rows are all read or written, by name.</param>
/// <param name="Safer">The safer way in a phrase; empty where there is none to name.</param>
public sealed record OperationLocks(
    IReadOnlyList<LockedTable> Tables,
    LockTime Time,
    IReadOnlyList<string> Read,
    string Safer
)
{
    /// <summary>The worst that others cannot do.</summary>
    [JsonIgnore]
    public Blocked Blocks => Tables.Select(table => table.Blocks).DefaultIfEmpty(Blocked.Nothing).Max();
}

/// <summary>Writes what is said of locks in lower case.</summary>
/// <typeparam name="T">What is said.</typeparam>
public sealed class LockNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
