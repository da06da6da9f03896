using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Runs;

/// <summary>Ctrl-C while a database is asked.</summary>
public sealed class InterruptedQuestionTests
{
    [Theory]
    [InlineData("Status")]
    [InlineData("Plan")]
    public async Task The_Job_that_asks_is_removed_all_the_same(string target)
    {
        using var folder = new TemporaryFolder();
        await using var fleet = await StagedFleet.StartAsync("north");
        // Its pod never starts.
        fleet["north"].Faults.Add(FaultKind.JobSuspended);
        await using var command = CompiledCommand.On(fleet, folder, target, "--schema");
        await UntilAskedAsync(fleet);

        await command.InterruptAsync();

        (await command.EndAsync(folder["record.json"])).ShouldEndWith(ExitCode.Interrupted);
        fleet.Questions("north").ShouldBeEmpty();
    }

    private static async Task UntilAskedAsync(StagedFleet fleet)
    {
        while (!fleet.Questions("north").Any())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
    }
}
