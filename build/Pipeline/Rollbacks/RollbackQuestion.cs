using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Terminal;

namespace Pipeline.Rollbacks;

/// <summary>Shows a person what a rollback will do and asks.</summary>
internal static class RollbackQuestion
{
    /// <summary>Asks.</summary>
    /// <exception cref="RefusedException">The answer is not yes, or nobody is there to ask.</exception>
    public static Task AskAsync(ReleaseContext context, RollbackRisk risk)
    {
        var record = context.Record.Current;
        var regions = Counted.Of(record.Regions.Count, "region");
        var still = risk.Warnings.Count == 0 ? "" : " all the same";
        return Confirmation.AskAsync(
            context,
            errors =>
            {
                TextTable.Write(
                    errors,
                    ["Wave", "Region", "From", "To"],
                    [
                        .. record.Regions.Select(region =>
                            (string[])[$"{region.Wave}", region.Name, region.From ?? "?", record.Version]
                        ),
                    ]
                );
                foreach (var warning in risk.Warnings)
                    errors.WriteLine($"- {PlainProgress.Printable(warning)}");
            },
            $"Roll {regions} back to {record.Version}{still}?"
        );
    }
}
