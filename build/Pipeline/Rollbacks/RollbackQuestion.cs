using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Terminal;

namespace Pipeline.Rollbacks;

/// <summary>Shows a person what a rollback will do and asks.</summary>
internal static class RollbackQuestion
{
    /// <summary>Asks, when somebody is there to answer and has not said <c>--yes</c>.</summary>
    /// <exception cref="RefusedException">The answer is not yes.</exception>
    public static async Task AskAsync(ReleaseContext context, RollbackRisk risk)
    {
        if (context.Surroundings.Ask is not { } ask || context.Options.Yes)
            return;
        var record = context.Record.Current;
        TextTable.Write(
            context.Surroundings.Errors,
            ["Wave", "Region", "From", "To"],
            [
                .. record.Regions.Select(region =>
                    (string[])[$"{region.Wave}", region.Name, region.From ?? "?", record.Version]
                ),
            ]
        );
        foreach (var warning in risk.Warnings)
            await context.Surroundings.Errors.WriteLineAsync($"- {PlainProgress.Printable(warning)}");
        var regions = Counted.Of(record.Regions.Count, "region");
        var still = risk.Warnings.Count == 0 ? "" : " all the same";
        await Confirmation.AskAsync(context, ask, $"Roll {regions} back to {record.Version}{still}?");
    }
}
