using Drill.Faults;
using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Tests.Drills;

public sealed class GameDayTests(GameDays days) : IClassFixture<GameDays>
{
    public static TheoryData<string> Faults => [.. FaultKind.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Faults))]
    public void The_run_ends_as_the_fault_has_it(string fault)
    {
        var (day, run) = Of(fault);

        TestContext.Current.TestOutputHelper?.WriteLine(run.Verdict);
        run.ShouldEndWith(day.ExitCode);
        ExitCode.Of(run.Record.Outcome).ShouldBe(day.ExitCode);
        run.Record.FinishedAt.ShouldNotBeNull();
        run.Region("uk").Outcome.ShouldBe(day.Outcome, run.ToString());
    }

    [Theory, MemberData(nameof(Faults))]
    public void The_region_beside_it_is_released_all_the_same(string fault)
    {
        var (day, run) = Of(fault);

        run.Region("au").Outcome.ShouldBe(day.Neighbour, run.ToString());
        run.Region("au").Failure.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Faults))]
    public void The_record_says_where_and_why(string fault)
    {
        var (day, run) = Of(fault);

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
        var last = run.Region("uk").Stages[^1];
        (last.Name, last.Outcome).ShouldBe((expected.Stage, Outcome.Failed));
        last.Seconds.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Faults))]
    public void The_last_screen_says_what_to_do_next(string fault)
    {
        var (day, run) = Of(fault);

        if (day.Failure is null)
        {
            string.Join('\n', run.Record.Problems).ShouldMatch(day.NextStep);
            return;
        }
        run.Region("uk").Failure!.NextStep.ShouldNotBeNull().ShouldMatch(day.NextStep);
        run.LastScreen.ShouldContain($"next: {run.Region("uk").Failure!.NextStep}");
        run.Verdict.ShouldMatch(@"^Drill 1\.2\.3 FAILED in .*: done in au; (half way|not) in uk\.$");
    }

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_that_heals_is_no_failure_and_changes_no_result(string fault)
    {
        var (day, run) = Of(fault);

        if (day.Outcome == Outcome.Succeeded)
            run.Region("uk").Workloads.ShouldBe(run.Region("au").Workloads);
        else
            run.Region("uk").Outcome.ShouldNotBe(Outcome.Succeeded);
    }

    [Fact]
    public void Every_kind_of_fault_has_its_expectation()
    {
        GameDay.All.Select(day => day.Fault).ShouldBe(FaultKind.All.Select(kind => kind.Name), ignoreOrder: true);
    }

    private (GameDay Day, FinishedRun Run) Of(string fault) =>
        (GameDay.All.Single(day => day.Fault == fault), days[fault]);
}
