using System.Collections.ObjectModel;
using Pipeline.Options;
using Pipeline.Requests;

namespace Pipeline.Tests.Drills;

/// <summary>How long a drill waits: its clusters are quick, and share one machine.</summary>
public sealed class DrillLimitTests
{
    [Fact]
    public void A_drill_of_a_few_regions_waits_twenty_seconds() => LimitsOf().ShouldBe((20, 20));

    [Fact]
    public void A_drill_of_a_hundred_regions_waits_a_second_for_each()
    {
        using var folder = new TemporaryFolder();

        LimitsOf($"--fleet={HundredRegions.WriteTo(folder)}").ShouldBe((100, 100));
    }

    [Fact]
    public void A_limit_that_is_given_holds() =>
        LimitsOf("--migration-timeout=3s", "--rollout-timeout=4s").ShouldBe((3, 4));

    private static (double Migration, double Rollout) LimitsOf(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var environment = CommandRun.EnvironmentIn(
            folder,
            TextWriter.Null,
            TextWriter.Null,
            ReadOnlyDictionary<string, string>.Empty
        );
        var line = CommandLine.Parse(["--target=Drill", .. arguments]);

        var options = RequestReader.Read(line, environment, CancellationToken.None).Options;

        return (options.MigrationTimeout.TotalSeconds, options.RolloutTimeout.TotalSeconds);
    }
}
