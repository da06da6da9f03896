using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.GameDays;

public sealed class GameDayTests(DrilledDays days) : IClassFixture<DrilledDays>
{
    public static TheoryData<string> Days => [.. DaysFromTheStart.All.Select(day => day.Name)];

    [Theory, MemberData(nameof(Days))]
    public void The_run_ends_as_the_fault_has_it(string name)
    {
        var (day, run) = Of(name);

        TestContext.Current.TestOutputHelper?.WriteLine(run.Verdict);
        run.ShouldEndWith(day.ExitCode);
        ExitCode.Of(run.Record.Outcome).ShouldBe(day.ExitCode);
        run.Record.FinishedAt.ShouldNotBeNull();
        run.Region("uk").Outcome.ShouldBe(day.Outcome, run.ToString());
    }

    [Theory, MemberData(nameof(Days))]
    public void The_region_beside_it_is_released_all_the_same(string name)
    {
        var (day, run) = Of(name);

        run.Region("au").Outcome.ShouldBe(day.Neighbour, run.ToString());
        run.Region("au").Failure.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Days))]
    public void The_record_says_where_and_why(string name)
    {
        var (day, run) = Of(name);

        var failure = run.Region("uk").Failure;
        if (day.Failure is not { } expected)
        {
            failure.ShouldBeNull();
            string.Join('\n', run.Record.Problems).ShouldMatch(day.Message);
            return;
        }
        failure.ShouldNotBeNull(run.ToString()).Stage.ShouldBe(expected.Stage);
        failure.Reason.ShouldMatch($"^{expected.Reason}$");
        failure.Message.ShouldMatch(day.Message);
        if (day.LogLine is { } line)
            failure.Log.ShouldContain(line);
        var last = run.Region("uk").Stages.Last(stage => stage.Name != Stage.Restore);
        (last.Name, last.Outcome).ShouldBe((expected.Stage, Outcome.Failed));
        last.Seconds.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Days))]
    public void The_last_screen_says_what_to_do_next(string name)
    {
        var (day, run) = Of(name);

        if (day.Failure is null)
        {
            string.Join('\n', run.Record.Problems).ShouldMatch(day.NextStep);
            return;
        }
        run.Region("uk").Failure!.NextStep.ShouldNotBeNull().ShouldMatch(day.NextStep);
        run.Screen.ShouldContain(
            "next: the drill's clusters have ended; the same with --serve keeps them up for a look"
        );
        run.LastScreen.ShouldContain(
            $"runbook: docs/runbook.md, \"A region failed\": {run.Region("uk").Failure!.Reason}"
        );
        run.LastScreen.ShouldContain(line => line.StartsWith("way back: ", StringComparison.Ordinal) || day.Restores);
        run.Verdict.ShouldMatch(@"^Drill 1\.2\.3 FAILED in .*: done in au; (half way|taken back|not) in uk\.$");
    }

    [Theory, MemberData(nameof(Days))]
    public void The_last_screen_holds_eighty_columns_and_no_command_leads_to_clusters_that_are_gone(string name)
    {
        var (_, run) = Of(name);

        var lines = run
            .Output.Split('\n')
            .SkipWhile(line => !line.StartsWith("Drill 1.2.3 ", StringComparison.Ordinal));

        lines
            .Where(line => !line.StartsWith("Record: ", StringComparison.Ordinal))
            .ShouldAllBe(line => line.TrimEnd().Length <= 80);
        lines.ShouldNotContain(line => line.TrimStart().StartsWith("kubectl ", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.TrimStart().StartsWith("./build.sh ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Days))]
    public void A_fault_that_heals_is_no_failure_and_changes_no_result(string name)
    {
        var (day, run) = Of(name);

        if (day.Outcome == Outcome.Succeeded)
            run.Region("uk").Workloads.ShouldBe(run.Region("au").Workloads);
        else
            run.Region("uk").Outcome.ShouldNotBe(Outcome.Succeeded);
    }

    [Theory, MemberData(nameof(Days))]
    public void The_record_says_what_the_region_serves_at_the_end(string name)
    {
        var (day, run) = Of(name);

        run.StageOf("uk", Stage.Restore).ShouldBe(day.Restore, run.ToString());
        var live = run.Region("uk").Live.ShouldNotBeNull();
        if (day.Outcome == Outcome.Succeeded)
            live.ShouldBe("1.2.3");
        else if (day.Restore == Outcome.Succeeded || day.Failure?.Stage == Stage.Migrate)
            live.ShouldBe("1.2.2");
        else
            live.ShouldMatch(@"^(1\.2\.[23]|mixed 1\.2\.2/1\.2\.3|unknown: .+)$");
    }

    [Fact]
    public void The_page_about_faults_has_this_table()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "faults.md")).ReplaceLineEndings("\n");

        page.ShouldContain(GameDayTable.Text);
    }

    [Fact]
    public void Every_kind_of_fault_has_its_expectation_at_every_stage()
    {
        foreach (var strikes in new Stage?[] { null, Stage.Migrate, Stage.SetImage, Stage.Verify })
            GameDay
                .All.Where(day => day.Strikes == strikes && !day.Restores)
                .Select(day => day.Fault)
                .ShouldBe(FaultKind.All.Select(kind => kind.Name), ignoreOrder: true);
    }

    private (GameDay Day, FinishedRun Run) Of(string name) =>
        (DaysFromTheStart.All.Single(day => day.Name == name), days[name]);
}
