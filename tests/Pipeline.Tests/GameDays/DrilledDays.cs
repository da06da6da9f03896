using System.Collections.Concurrent;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.GameDays;

/// <summary>The drills of all faults. They mostly wait, so several run at a time.</summary>
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

    private static Task<FinishedRun> RunAsync(GameDay day) =>
        CommandRun.DrillAsync(["--regions=uk,au", "--waves=uk,au", $"--fault=uk:{day.Fault}", .. day.Limits]);
}
