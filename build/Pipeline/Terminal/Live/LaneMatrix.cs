using Releases.Fleets;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Terminal.Live;

/// <summary>All lanes of a run by their stages: events go in, rows come out.</summary>
/// <param name="Rows">The lanes, in the order of their waves.</param>
public sealed record LaneMatrix(IReadOnlyList<LaneRow> Rows)
{
    /// <summary>The matrix before anything has happened.</summary>
    /// <param name="waves">The regions.</param>
    /// <param name="stages">The stages of each lane.</param>
    public static LaneMatrix Of(IReadOnlyList<Wave> waves, IReadOnlySet<Stage> stages)
    {
        StageCell[] open = [.. stages.Order().Select(stage => new StageCell(stage))];
        return new LaneMatrix([
            .. waves.SelectMany(wave => wave.Regions.Select(region => new LaneRow(region.Name, wave.Number, open))),
        ]);
    }

    /// <summary>The stages of the lanes.</summary>
    public IEnumerable<Stage> Stages => Rows.Count == 0 ? [] : Rows[0].Stages.Select(cell => cell.Stage);

    /// <summary>The matrix after an event; the same when it is of no lane.</summary>
    public LaneMatrix After(RunEvent happened)
    {
        for (var at = 0; at < Rows.Count; at++)
        {
            if (Rows[at].Region != happened.Region)
                continue;
            LaneRow[] rows = [.. Rows];
            rows[at] = rows[at].After(happened);
            return new LaneMatrix(rows);
        }
        return this;
    }
}
