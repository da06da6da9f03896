using System.Collections.Concurrent;
using Loopback;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lanes;

namespace Pipeline.Tests.GameDays;

/// <summary>
/// The drills of all faults. They mostly wait, so several run at a time. On a busy machine their clock is slow: the
/// limit of a cluster does not come before its pods.
/// </summary>
public sealed class DrilledDays : IAsyncLifetime
{
    private const int AtATime = 5;

    private readonly ConcurrentDictionary<string, FinishedRun> _runs = new();

    internal FinishedRun this[string name] => _runs[name];

    public async ValueTask InitializeAsync() =>
        await Parallel.ForEachAsync(
            DaysFromTheStart.All,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (day, _) => _runs[day.Name] = await RunAsync(day)
        );

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<FinishedRun> RunAsync(GameDay day)
    {
        string[] drill = ["--regions=uk,au", "--waves=uk,au", $"--fault=uk:{day.Fault}", .. day.Limits];
        await using var heart = new Heartbeat();
        await using var time = new HurriedTime(heart, Heartbeat.Pause);
        return await CommandRun.OfAsync(
            ["--target=Drill", .. drill],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken,
            time: time
        );
    }
}
