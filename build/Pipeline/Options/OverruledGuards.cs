using Pipeline.Targets;
using Releases.Orders;

namespace Pipeline.Options;

/// <summary>The guards that a command line tells the run to go past, by their arguments.</summary>
internal static class OverruledGuards
{
    public static IReadOnlyList<string> Of(CommandLine line, OptionReader reader)
    {
        var guards = KnownArguments
            .Release.Where(argument => argument.IsOverruling && reader.Flag(argument.Name))
            .Select(argument => $"--{argument.Name}")
            .ToList();
        if (nameof(BackupPolicy.Never).Equals(reader.Text("backup"), StringComparison.OrdinalIgnoreCase))
            guards.Add("--backup=never");
        if (line.IsExclusive && LeavesOutChecks(line, reader))
            guards.Add("--exclusive");
        return guards;
    }

    // Verifying changes a region only where it takes one back.
    private static bool LeavesOutChecks(CommandLine line, OptionReader reader)
    {
        var targets = line.Targets.Select(TargetCatalog.Find).Select(target => target?.Name).ToArray();
        return !targets.Contains(TargetNames.Preflight)
            && (
                targets.Any(target => TargetCatalog.SeenByOthers.Contains(target))
                || (
                    targets.Contains(TargetNames.VerifyRollout)
                    && "rollback".Equals(reader.Text("on-failure"), StringComparison.OrdinalIgnoreCase)
                )
            );
    }
}
