using CsCheck;
using Loopback;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Schedules;

public sealed class FaultScheduleTests
{
    private const int Schedules = 200;

    // They mostly wait, so many run at a time.
    private const int AtATime = 16;

    /// <summary>
    /// A seed that it has printed goes into the environment variable <c>CsCheck_Seed</c> to be run again.
    /// </summary>
    [Fact]
    public async Task On_any_bad_day_the_record_agrees_with_the_clusters_and_the_same_command_ends_it_well()
    {
        using var folder = new TemporaryFolder();
        var checkout = await ScheduleChecks.CheckOutAsync(folder);
        await using var heart = new Heartbeat();
        ThreadPool.SetMinThreads(64, 64);

        await FaultSchedule.Any.SampleAsync(
            async schedule =>
            {
                await ScheduleChecks.RunAsync(schedule, checkout, heart);
            },
            writeLine: line => TestContext.Current.TestOutputHelper?.WriteLine(line),
            iter: Schedules,
            threads: AtATime
        );
    }
}
