using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Tests.Drills;

public sealed class FailingWaveTests
{
    private static readonly string[] Wave = ["production", "uae", "au", "us"];

    [Fact]
    public async Task Later_waves_are_skipped_and_the_output_says_why()
    {
        var run = await CommandRun.DrillAsync(
            "--regions=uk,au,us,ksa",
            "--waves=uk,au;us;ksa",
            "--fault=au:migration-fails"
        );

        run.ShouldEndWith(ExitCode.Failed);
        run.Record.Outcome.ShouldBe(Outcome.Failed);
        run.Record.Regions.Select(region => (region.Name, region.Outcome))
            .ShouldBe([
                ("uk", Outcome.Succeeded),
                ("au", Outcome.Failed),
                ("us", Outcome.Skipped),
                ("ksa", Outcome.Skipped),
            ]);
        foreach (var region in new[] { "us", "ksa" })
        {
            run.Region(region).Stages.ShouldBeEmpty();
            run.Region(region).Workloads.ShouldBeEmpty();
            run.LineOf(region, "skipped: au failed in an earlier wave").ShouldBeGreaterThan(0);
            run.LastScreen.ShouldContain(line =>
                line.StartsWith(region, StringComparison.Ordinal) && line.EndsWith("skipped", StringComparison.Ordinal)
            );
        }
        run.Verdict.ShouldEndWith(": done in uk; not in au, us, ksa.");
    }

    [Fact]
    public async Task The_earlier_wave_stays_released_when_a_later_one_fails()
    {
        var run = await CommandRun.DrillAsync("--regions=uk,au", "--waves=uk;au", "--fault=au:migration-fails");

        run.ShouldEndWith(ExitCode.Failed);
        run.Region("uk").Outcome.ShouldBe(Outcome.Succeeded);
        run.StageOf("au", Stage.Migrate).ShouldBe(Outcome.Failed);
        run.StageOf("au", Stage.SetImage).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task With_faults_in_some_regions_of_a_wave_all_others_are_released(int faulty)
    {
        var faults = Wave.Take(faulty)
            .Select((region, at) => $"--fault={region}:{(at % 2 == 0 ? "migration-fails" : "image-missing")}");

        var run = await CommandRun.DrillAsync([
            $"--regions={string.Join(',', Wave)}",
            $"--waves={string.Join(',', Wave)}",
            .. faults,
        ]);

        run.ShouldEndWith(ExitCode.Failed);
        foreach (var region in Wave.Take(faulty))
            run.Region(region).Outcome.ShouldBe(Outcome.Failed, run.ToString());
        foreach (var region in Wave.Skip(faulty))
            run.Region(region).Outcome.ShouldBe(Outcome.Succeeded, run.ToString());
    }
}
