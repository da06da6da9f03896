using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>Collects the locks of an operation. Tables that the same change makes are left out.</summary>
/// <param name="made">The identities of the tables that the change makes.</param>
/// <param name="nameOf">The name of a table in the database.</param>
internal sealed class LockList(IReadOnlySet<string> made, Func<string, string> nameOf)
{
    private readonly Dictionary<string, (LockMode Mode, Blocked Blocks)> _tables = [];
    private readonly HashSet<string> _read = [];
    private LockTime _time;
    private (LockTime Time, string Phrase) _safer;

    /// <summary>Adds a lock on a table.</summary>
    /// <param name="table">The table's identity, or its name where no migration makes the table.</param>
    /// <param name="mode">The lock.</param>
    /// <param name="blocks">What the lock blocks, where the mode alone would say something else.</param>
    public void Lock(string table, LockMode mode, Blocked? blocks = null)
    {
        if (table.Length == 0 || made.Contains(table))
            return;
        var name = nameOf(table);
        var hinders = blocks ?? Of(mode);
        var before = _tables.GetValueOrDefault(name);
        _tables[name] = (before.Mode > mode ? before.Mode : mode, before.Blocks > hinders ? before.Blocks : hinders);
    }

    /// <summary>Notes that all rows of a table are read.</summary>
    public void Scan(string table) => Take(table, LockTime.Scan);

    /// <summary>Notes that a table is rewritten.</summary>
    public void Rewrite(string table) => Take(table, LockTime.Rewrite);

    /// <summary>Notes a step whose time is not known.</summary>
    public void TakeUnknown() => _time = _time > LockTime.Unknown ? _time : LockTime.Unknown;

    /// <summary>Names the safer way. The way of the longest step is kept, and among equal ones the first.</summary>
    public void Advise(LockTime time, string phrase)
    {
        if (_safer.Phrase is null || time > _safer.Time)
            _safer = (time, phrase);
    }

    /// <summary>All locks, or <see langword="null"/> where nothing is locked.</summary>
    public OperationLocks? Done() =>
        _tables.Count == 0
            ? null
            : new(
                [
                    .. _tables
                        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                        .Select(entry => new LockedTable(entry.Key, entry.Value.Mode, entry.Value.Blocks)),
                ],
                _time,
                [.. _read.Order(StringComparer.Ordinal)],
                _safer.Phrase ?? ""
            );

    private void Take(string table, LockTime time)
    {
        if (table.Length == 0 || made.Contains(table))
            return;
        _read.Add(nameOf(table));
        _time = _time > time ? _time : time;
    }

    // Measured: what a second session could not do under each mode.
    private static Blocked Of(LockMode mode) =>
        mode switch
        {
            LockMode.AccessExclusive => Blocked.Everything,
            LockMode.ShareRowExclusive or LockMode.Share => Blocked.Writes,
            LockMode.RowExclusive or LockMode.RowShare => Blocked.SameRows,
            LockMode.ShareUpdateExclusive or LockMode.AccessShare => Blocked.Nothing,
        };
}
