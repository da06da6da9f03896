namespace Pipeline.Terminal.Live;

/// <summary>Which lanes a screen shows that has not a row for each.</summary>
/// <param name="Shown">These, in the order of their waves.</param>
/// <param name="Left">The others, which are only counted.</param>
public sealed record RowChoice(IReadOnlyList<LaneRow> Shown, IReadOnlyList<LaneRow> Left)
{
    /// <summary>Chooses: what failed and what runs first, and where both are many, half of the rows each.</summary>
    /// <param name="rows">All lanes.</param>
    /// <param name="room">How many rows there are.</param>
    public static RowChoice Of(IReadOnlyList<LaneRow> rows, int room)
    {
        if (rows.Count <= room)
            return new RowChoice(rows, []);
        var running = rows.Count(row => row.State == LaneState.Running);
        var forFailed = Math.Max(room - running, room / 2);
        var chosen = rows.Where(row => row.State == LaneState.Failed)
            .Take(forFailed)
            .Concat(rows.Where(row => row.State != LaneState.Failed).OrderBy(row => row.State))
            .Concat(rows.Where(row => row.State == LaneState.Failed).Skip(forFailed))
            .Take(Math.Max(room, 0))
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return new RowChoice([.. rows.Where(chosen.Contains)], [.. rows.Where(row => !chosen.Contains(row))]);
    }
}
