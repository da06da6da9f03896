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
        string[] targets = [.. line.Targets.Select(TargetCatalog.Find).OfType<Target>().Select(target => target.Name)];
        var restores = "rollback".Equals(reader.Text("on-failure"), StringComparison.OrdinalIgnoreCase);
        if (line.IsExclusive && TargetCatalog.LeaveOutChecks(targets, restores))
            guards.Add("--exclusive");
        return guards;
    }
}
