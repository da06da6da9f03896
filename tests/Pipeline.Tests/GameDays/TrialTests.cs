using System.Diagnostics.CodeAnalysis;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>What is expected of every trial of a stage.</summary>
public abstract class TrialTests<T>(T regions) : IClassFixture<T>
    where T : TriedRegions, IOfStage
{
    [SuppressMessage("Design", "CA1000", Justification = "xunit looks for data where the test is declared.")]
    public static TheoryData<string> Names => TriedRegions.Names(T.Stage);

    [Theory, MemberData(nameof(Names))]
    public void The_run_ends_as_the_fault_and_its_end_have_it(string name)
    {
        var (day, recovery, run) = Of(name);
        var endsWell = recovery is null or Recovery.InTheRun;

        run.ShouldEndWith(endsWell ? ExitCode.Done : day.ExitCode);
        ExitCode.Of(run.Record.Outcome).ShouldBe(run.ExitCode);
        run.Region(name).Outcome.ShouldBe(endsWell ? Outcome.Succeeded : day.Outcome, run.ToString());
        run.StageOf(name, Stage.Restore)
            .ShouldBe(recovery == Recovery.WayBack ? Outcome.Succeeded : null, run.ToString());
    }

    [Theory, MemberData(nameof(Names))]
    public void The_record_says_where_and_why(string name)
    {
        var (day, recovery, run) = Of(name);
        if (day.Failure is not { } expected || recovery == Recovery.InTheRun)
        {
            run.Region(name).Failure.ShouldBeNull();
            run.Region(name).Stages.ShouldAllBe(stage => stage.Outcome == Outcome.Succeeded);
            return;
        }
        var failure = run.Region(name).Failure.ShouldNotBeNull(run.ToString());
        failure.Stage.ShouldBe(expected.Stage, run.ToString());
        failure.Reason.ShouldMatch($"^{expected.Reason}$");
        failure.NextStep.ShouldNotBeNullOrEmpty();
        var last = run.Region(name).Stages.Last(stage => stage.Name != Stage.Restore);
        (last.Name, last.Outcome).ShouldBe((expected.Stage, Outcome.Failed));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_record_says_what_is_live_afterwards(string name)
    {
        var (day, recovery, run) = Of(name);

        run.Region(name)
            .Live.ShouldNotBeNull(run.ToString())
            .ShouldMatch(
                recovery switch
                {
                    Recovery.InTheRun => @"^1\.2\.3$",
                    Recovery.WayBack => @"^1\.2\.2$",
                    _ => day.Live,
                },
                run.ToString()
            );
    }

    [Theory, MemberData(nameof(Names))]
    public void What_failed_is_mended_by_the_same_command(string name)
    {
        var region = regions[name];
        if (region.Second is not { } run)
        {
            region.Trial.Recovery.ShouldNotBe(Recovery.NextRun);
            return;
        }
        run.ShouldEndWith(ExitCode.Done);
        run.Region(name).Outcome.ShouldBe(Outcome.Succeeded);
        run.Region(name).Live.ShouldBe("1.2.3");
    }

    [Theory, MemberData(nameof(Names))]
    public void No_lease_is_left_and_no_migration_that_ended_runs_again(string name)
    {
        var region = regions[name];

        region.Cluster.Get("leases.coordination.k8s.io", "release").ShouldBeNull();
        region
            .Cluster.GetAll("pods")
            .Count(pod =>
                pod["metadata"]!["labels"]?["job-name"] is not null
                && pod["status"]!["phase"]!.GetValue<string>() == "Succeeded"
            )
            .ShouldBe(region.Trial.Day.MigrationPods);
    }

    private (GameDay Day, Recovery? Recovery, FinishedRun Run) Of(string name) =>
        (regions[name].Trial.Day, regions[name].Trial.Recovery, regions[name].First);
}
