using Foundation.Failures;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Fleets;
using Releases.Records;

namespace Pipeline.Tests.Runs;

public sealed class RunJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunJournal _journal;

    public RunJournalTests()
    {
        _journal = new RunJournal(
            new ReleaseRequest
            {
                Target = "Deploy",
                Options = new ReleaseOptions
                {
                    FleetFile = "",
                    App = "",
                    Actor = "Ann",
                    CiJob = "https://ci/1",
                    RecordFile = _folder["record.json"],
                },
                Environment = RunEnvironments.Of(),
                Waves = [new Wave(1, [Region("uk", Provider.Aks)]), new Wave(2, [Region("qatar", Provider.Gke)])],
                Cancelled = CancellationToken.None,
            }
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_written_before_the_run_can_touch_anything()
    {
        _journal.IsOpen.ShouldBeFalse();
        File.Exists(_folder["record.json"]).ShouldBeFalse();
    }

    [Fact]
    public void From_then_on_the_file_says_that_it_runs()
    {
        _journal.Open();

        var record = RecordFormat.Read("record.json", File.ReadAllText(_folder["record.json"]));
        record.Outcome.ShouldBe(Outcome.Running);
        record.FinishedAt.ShouldBeNull();
        record.Actor.ShouldBe("Ann");
        record.Host.ShouldBe("laptop");
        record.Pipeline.ShouldBe("https://ci/1");
        record
            .Regions.Select(region => $"{region.Wave} {region.Name} {region.Provider}")
            .ShouldBe(["1 uk aks", "2 qatar gke"]);
    }

    [Theory]
    [InlineData("Deploy", true, true)]
    [InlineData("Rollback", true, true)]
    [InlineData("Deploy", false, false)]
    [InlineData("Drill", true, false)]
    public void The_record_of_a_run_before_that_reached_regions_is_kept(string target, bool reaches, bool isKept)
    {
        var former = _journal.Record.Current with
        {
            Target = target,
            StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };
        var stage = new StageRecord(Stage.Migrate, Outcome.Failed, former.StartedAt);
        if (reaches)
            former = former with { Regions = [former.Regions[0] with { Stages = [stage] }, former.Regions[1]] };
        _folder.Write("record.json", RecordFormat.Write(former));

        _journal.Open();

        var aside = _folder["record-20260102T030405Z.json"];
        File.Exists(aside).ShouldBe(isKept);
        if (isKept)
            RecordFormat.Read(aside, File.ReadAllText(aside)).Target.ShouldBe(target);
        RecordFormat.Read("record", File.ReadAllText(_folder["record.json"])).StartedAt.ShouldNotBe(former.StartedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no record")]
    public void What_is_no_record_is_replaced(string text)
    {
        _folder.Write("record.json", text);

        _journal.Open();

        Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
        RecordFormat.Read("record", File.ReadAllText(_folder["record.json"])).Actor.ShouldBe("Ann");
    }

    [Fact]
    public void A_run_that_ends_well_has_succeeded()
    {
        Close(null);

        _journal.Record.Current.FinishedAt.ShouldNotBeNull();
        _journal.Record.Current.Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public void A_region_that_failed_fails_the_run()
    {
        _journal.Record.Update("uk", region => region with { Outcome = Outcome.Failed });

        Close(null);

        _journal.Record.Current.Outcome.ShouldBe(Outcome.Failed);
        _journal.Record.Current.Regions[1].Outcome.ShouldBe(Outcome.Skipped);
    }

    [Fact]
    public void What_a_region_ran_before_is_no_answer_any_more_once_images_were_set()
    {
        var set = new StageRecord(Stage.SetImage, Outcome.Interrupted, DateTimeOffset.UnixEpoch);
        _journal.Record.Update("uk", region => region with { From = "1.2.2", Stages = [set] });
        _journal.Record.Update("qatar", region => region with { From = "1.2.2" });

        Close(null);

        var live = _journal.Record.Current.Regions.Select(region => region.Live);
        live.ShouldBe(["unknown: this run has not read it", "1.2.2"]);
    }

    [Fact]
    public void A_refusal_keeps_all_its_reasons_and_the_next_step()
    {
        Close(new RefusedException(["a", "b"], "do c"));

        _journal.Record.Current.Outcome.ShouldBe(Outcome.Refused);
        _journal.Record.Current.Problems.ShouldBe(["a", "b"]);
        _journal.NextStep.ShouldBe("do c");
        _journal.IsUsageError.ShouldBeFalse();
    }

    [Fact]
    public void A_usage_error_is_told_apart()
    {
        Close(new AggregateException(new UsageException("a")));

        _journal.Record.Current.Outcome.ShouldBe(Outcome.Refused);
        _journal.IsUsageError.ShouldBeTrue();
    }

    [Fact]
    public void A_failure_speaks_for_itself_and_not_through_its_cause()
    {
        var failure = new ReleaseException("the remote does not answer", "check the network", new IOException("reset"));

        Close(new AggregateException(failure));

        _journal.Record.Current.Outcome.ShouldBe(Outcome.Failed);
        _journal.Record.Current.Problems.ShouldBe(["the remote does not answer"]);
        _journal.NextStep.ShouldBe("check the network");
    }

    [Fact]
    public void A_bug_is_a_failure_with_its_own_words()
    {
        Close(new AggregateException(new InvalidOperationException("outer", new IOException("disk full"))));

        _journal.Record.Current.Outcome.ShouldBe(Outcome.Failed);
        _journal.Record.Current.Problems.ShouldBe(["outer"]);
    }

    [Fact]
    public void An_interruption_is_no_problem_of_its_own()
    {
        _journal.Record.Update("uk", region => region with { Outcome = Outcome.Succeeded });

        Close(new AggregateException(new TaskCanceledException("x")), isInterrupted: true);

        _journal.Record.Current.Outcome.ShouldBe(Outcome.Interrupted);
        _journal.Record.Current.Problems.ShouldBeEmpty();
        _journal.Record.Current.Regions.Select(region => region.Outcome).ShouldBe([Outcome.Succeeded, Outcome.Skipped]);
    }

    [Theory]
    [InlineData(Outcome.Succeeded, 0)]
    [InlineData(Outcome.Skipped, 0)]
    [InlineData(Outcome.Failed, 1)]
    [InlineData(Outcome.Running, 1)]
    [InlineData(Outcome.Refused, 3)]
    [InlineData(Outcome.Interrupted, 130)]
    public void Every_outcome_has_an_exit_code(Outcome outcome, int code) => ExitCode.Of(outcome).ShouldBe(code);

    private static Region Region(string name, Provider provider) =>
        new()
        {
            Name = name,
            Provider = provider,
            Cluster = name,
        };

    private void Close(Exception? exception, bool isInterrupted = false)
    {
        _journal.Open();
        _journal.Close(exception, isInterrupted);
    }
}
