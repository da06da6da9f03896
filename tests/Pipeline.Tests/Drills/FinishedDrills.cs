using Pipeline.Running;

namespace Pipeline.Tests.Drills;

/// <summary>Drills that went well, for tests that only look at how.</summary>
public sealed class FinishedDrills : IAsyncLifetime
{
    /// <summary>Two regions, each a wave.</summary>
    internal FinishedRun OneAfterTheOther { get; private set; } = null!;

    /// <summary>Two regions of one wave, whose migrations are followed.</summary>
    internal FinishedRun SideBySide { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        OneAfterTheOther = await DrillAsync();
        SideBySide = await DrillAsync("--waves=uk,au", "--tail-migration");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<FinishedRun> DrillAsync(params string[] arguments) =>
        (await CommandRun.DrillAsync(["--regions=uk,au", .. arguments])).ShouldEndWith(ExitCode.Done);
}
