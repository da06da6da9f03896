using Foundation.Failures;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Plans;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Rollbacks;

/// <summary>Shows a person what a rollback will do and asks.</summary>
internal static class RollbackQuestion
{
    /// <summary>Asks; of regions that have the version already nothing is asked.</summary>
    /// <exception cref="RefusedException">The answer is not yes, or nobody is there to ask.</exception>
    public static Task AskAsync(
        ReleaseContext context,
        ReleaseVersion to,
        IReadOnlyList<RegionPlan> plans,
        IReadOnlyList<ReleaseContent> contents,
        RollbackRisk risk
    )
    {
        var going = plans.Where(region => !StayingRegions.Stays(context, region, to)).ToArray();
        if (going.Length == 0)
        {
            context.Say($"no region has to go back to {to}");
            return Task.CompletedTask;
        }
        var regions = CountedRegions.Of(going.Length, plans.Count);
        var still = risk.Warnings.Count == 0 ? "" : " all the same";
        return Confirmation.AskAsync(
            context,
            errors =>
            {
                TextTable.Write(
                    errors,
                    ["Wave", "Region", "From", "To"],
                    [.. going.Select(region => (string[])[$"{region.Wave}", region.Name, FromOf(region), $"{to}"])]
                );
                errors.WriteLine();
                ContentLines.Write(errors, contents, to.ToString());
                foreach (var warning in risk.Warnings)
                    errors.WriteLine($"- {PrintableLine.Of(warning)}");
            },
            $"Roll {regions} back to {to}{still}?"
        );
    }

    private static string FromOf(RegionPlan region) =>
        region.JudgedFrom is { } judged ? $"{region.From ?? "?"}, judged from {judged}" : region.From ?? "?";
}
