using Pipeline.Terminal.Live;
using Releases.Rollout;

namespace Pipeline.Tests.Terminal.Live;

public sealed class RowChoiceTests
{
    [Fact]
    public void Where_there_is_room_every_lane_has_its_row()
    {
        var rows = Lanes.Of("uk", "au").Rows;

        RowChoice.Of(rows, 2).Shown.ShouldBe(rows);
        RowChoice.Of(rows, 2).Left.ShouldBeEmpty();
    }

    [Fact]
    public void What_failed_and_what_runs_comes_before_what_waits_or_is_done()
    {
        var matrix = Hundred(failed: 3, running: 5, done: 50);

        var choice = RowChoice.Of(matrix.Rows, 10);

        choice.Shown.Count(row => row.State == LaneState.Failed).ShouldBe(3);
        choice.Shown.Count(row => row.State == LaneState.Running).ShouldBe(5);
        choice.Shown.Count(row => row.State == LaneState.Waiting).ShouldBe(2);
        choice.Left.Count.ShouldBe(90);
    }

    [Fact]
    public void Rows_keep_the_order_of_the_waves()
    {
        var matrix = Hundred(failed: 3, running: 5, done: 50);

        var choice = RowChoice.Of(matrix.Rows, 10);

        choice.Shown.ShouldBe(matrix.Rows.Where(choice.Shown.Contains));
    }

    [Theory]
    [InlineData(60, 40, 5, 5)]
    [InlineData(60, 2, 8, 2)]
    [InlineData(2, 60, 2, 8)]
    public void Where_both_are_many_failed_and_running_ones_share_the_screen(
        int failed,
        int running,
        int failedRows,
        int runningRows
    )
    {
        var choice = RowChoice.Of(Hundred(failed, running, done: 0).Rows, 10);

        choice.Shown.Count(row => row.State == LaneState.Failed).ShouldBe(failedRows);
        choice.Shown.Count(row => row.State == LaneState.Running).ShouldBe(runningRows);
    }

    [Fact]
    public void Without_any_room_there_is_no_row() => RowChoice.Of(Lanes.Of("uk").Rows, 0).Shown.ShouldBeEmpty();

    private static LaneMatrix Hundred(int failed, int running, int done)
    {
        string[] names = [.. Enumerable.Range(1, 100).Select(number => $"region{number}")];
        RunEvent[] events =
        [
            .. names.Take(done).SelectMany(Lanes.Released),
            .. names.Skip(done).Take(running).SelectMany(Lanes.Verifying),
            .. names.Skip(done + running).Take(failed).SelectMany(Lanes.Failed),
        ];
        return Lanes.Of(names).After(events);
    }
}
