using Drill.Faults;
using Loopback;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Schedules;

/// <summary>
/// A run that is killed between any two writes of its record leaves one that says no more than is so.
/// </summary>
public sealed class KilledRunTests
{
    private const int AtATime = 8;

    public static TheoryData<string, bool> Days =>
        new()
        {
            { "", false },
            { "migration-fails", true },
            { "crash-loop", false },
            { "crash-loop", true },
        };

    [Theory, MemberData(nameof(Days))]
    public async Task Killed_after_any_write_its_record_agrees_with_the_clusters(string fault, bool restores)
    {
        using var folder = new TemporaryFolder();
        var checkout = await ScheduleChecks.CheckOutAsync(folder);
        await using var heart = new Heartbeat();
        ScheduledFault[] faults = fault.Length == 0 ? [] : [new(0, FaultKind.Find(fault)!, 0, int.MaxValue)];
        var isKilled = true;

        for (var write = 1; isKilled; write += AtATime)
        {
            var days = Enumerable
                .Range(write, AtATime)
                .Select(at => new FaultSchedule(faults, OneWave: true, restores, EarlyEnd.KillAfterWrite, at));
            var ends = await Task.WhenAll(days.Select(day => ScheduleChecks.RunAsync(day, checkout, heart)));
            // Beyond its last write a run ends by itself.
            isKilled = ends.All(killed => killed);
        }
    }
}
