using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Compiled.Runs;

public sealed class InterruptionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_run_with_130_and_a_complete_record(string signal)
    {
        using var process = new ReleaseProcess(
            $"exec '{Sleep}' 60",
            "--target=Tag",
            "--version=1.2.3",
            "--regions=uk,qatar",
            $"--fleet={Path.Combine(Repository.Root, "kubernetes", "fleet.yaml")}",
            "--record=record.json"
        );
        await process.UntilCallAsync("git", Ct);

        process.Signal(signal);

        var run = (await process.EndAsync(Ct)).ShouldEndWith(130);
        run.Errors.ShouldContain("Stopping: finishing what is in flight. Once more ends at once.");
        run.Record.Outcome.ShouldBe(Outcome.Interrupted);
        run.Record.FinishedAt.ShouldNotBeNull();
        run.Record.Problems.ShouldBeEmpty();
        run.Record.Regions.ShouldAllBe(region => region.Outcome == Outcome.Skipped);
    }

    private static string Sleep { get; } =
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "sleep"))
            .First(File.Exists);
}
