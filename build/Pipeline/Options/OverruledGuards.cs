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
        if (line.IsExclusive && line.Targets.Any(IsSeenByOthers))
            guards.Add("--exclusive");
        return guards;
    }

    // Alone, such a target leaves out the checks before it.
    private static bool IsSeenByOthers(string target) =>
        TargetCatalog.Find(target) is { } found && TargetCatalog.SeenByOthers.Contains(found.Name);
}
