using Pipeline.Terminal.Live;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Tests.Terminal.Live;

public sealed class LaneMatrixTests
{
    [Fact]
    public void Before_anything_happens_every_lane_waits()
    {
        var matrix = Lanes.Of("uk", "au");

        matrix.Rows.Select(row => row.Region).ShouldBe(["uk", "au"]);
        matrix.Rows.ShouldAllBe(row => row.State == LaneState.Waiting && row.Text == "");
        matrix.Rows[0].Stages.Select(cell => cell.State).ShouldAllBe(state => state == CellState.Open);
    }

    [Fact]
    public void A_lane_that_left_all_stages_is_done_and_keeps_how_long_each_took()
    {
        var row = Lanes.Of("uk").After(Lanes.Released("uk")).Rows[0];

        row.State.ShouldBe(LaneState.Done);
        row.Stages.Select(cell => cell.State).ShouldBe([CellState.Done, CellState.NothingToDo, CellState.Done]);
        row.Stages.Select(cell => cell.Took(Lanes.Start.AddHours(1)))
            .ShouldBe([TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(65)]);
        row.Pods.ShouldBe(new PodCount(3, 3));
        row.Text.ShouldBe("https://uk shows 1.2.3");
    }

    [Fact]
    public void A_stage_that_goes_on_takes_longer_with_the_time()
    {
        var cell = Lanes.Of("uk").After(Lanes.Verifying("uk")).Rows[0].Stages[2];

        cell.State.ShouldBe(CellState.Running);
        cell.Took(Lanes.Start.AddSeconds(20)).ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void The_last_line_of_a_migrations_log_is_what_its_lane_shows()
    {
        var row = Lanes
            .Of("uk")
            .After(
                Lanes.At(0, "uk", Stage.Migrate, RunEventKind.Started),
                Lanes.At(1, "uk", Stage.Migrate, RunEventKind.MigrationLog, "Applying a.0001"),
                Lanes.At(2, "uk", Stage.Migrate, RunEventKind.MigrationLog, "Applying a.0002")
            )
            .Rows[0];

        (row.Text, row.Kind).ShouldBe(("Applying a.0002", RunEventKind.MigrationLog));
    }

    [Fact]
    public void The_migration_that_runs_stays_while_its_log_goes_on_and_its_time_counts()
    {
        var matrix = Lanes
            .Of("uk")
            .After(
                Lanes.At(0, "uk", Stage.Migrate, RunEventKind.Started),
                Lanes.At(1, "uk", Stage.Migrate, RunEventKind.Progress, "3 of 5: a.0042_x") with
                {
                    Since = Lanes.Start.AddSeconds(1),
                },
                Lanes.At(9, "uk", Stage.Migrate, RunEventKind.MigrationLog, "row 4000")
            );

        matrix.Rows[0].Text.ShouldBe("3 of 5: a.0042_x");
        var lines = new MatrixPicture("Deploy 1.2.3", Lanes.Start, new Glyphs(true)).Lines(
            matrix,
            Lanes.Start.AddSeconds(41),
            100,
            20
        );
        lines
            .Select(line => string.Concat(line.Select(cell => cell.Text)))
            .ShouldContain(line => line.Contains("3 of 5: a.0042_x 40s"));
        matrix
            .After(Lanes.At(50, "uk", Stage.Migrate, RunEventKind.Progress, "3 of 5: a.0042_x applied 49s"))
            .Rows[0]
            .Since.ShouldBeNull();
    }

    [Fact]
    public void A_failed_lane_stays_failed_and_keeps_saying_why()
    {
        var row = Lanes
            .Of("uk")
            .After([.. Lanes.Failed("uk"), Lanes.At(9, "uk", null, RunEventKind.Trouble, "does not answer")])
            .Rows[0];

        row.State.ShouldBe(LaneState.Failed);
        row.Stages[0].State.ShouldBe(CellState.Failed);
        row.Text.ShouldBe("Job migration failed: BackoffLimitExceeded");
    }

    [Fact]
    public void What_a_lane_does_in_a_stage_without_a_column_is_named()
    {
        var row = Lanes
            .Of("uk")
            .After([.. Lanes.Failed("uk"), Lanes.At(9, "uk", Stage.Unapply, RunEventKind.Progress, "Job created")])
            .Rows[0];

        (row.State, row.Text).ShouldBe((LaneState.Failed, "un-apply: Job created"));
    }

    [Fact]
    public void A_lane_that_cannot_even_start_fails_in_its_first_stage()
    {
        var row = Lanes.Of("uk").After(Lanes.At(2, "uk", null, RunEventKind.Failed, "cannot be reached")).Rows[0];

        row.State.ShouldBe(LaneState.Failed);
        row.Stages.Select(cell => cell.State).ShouldBe([CellState.Failed, CellState.Open, CellState.Open]);
    }

    [Theory]
    [InlineData(RunEventKind.Skipped, LaneState.Skipped)]
    [InlineData(RunEventKind.Interrupted, LaneState.Interrupted)]
    [InlineData(RunEventKind.Waiting, LaneState.Running)]
    public void Outside_of_a_stage_a_lane_is_skipped_interrupted_or_waits_for_its_lock(
        RunEventKind kind,
        LaneState state
    ) => Lanes.Of("uk").After(Lanes.At(2, "uk", null, kind, "x")).Rows[0].State.ShouldBe(state);

    [Fact]
    public void An_event_touches_no_lane_but_its_own()
    {
        var before = Lanes.Of("uk", "au");

        var after = before.After(Lanes.Released("au"));

        after.Rows[0].ShouldBeSameAs(before.Rows[0]);
        before.After(Lanes.At(0, "mars", null, RunEventKind.Failed)).ShouldBeSameAs(before);
    }
}
