using Pipeline.Options;
using Pipeline.Targets;

namespace Pipeline.Requests;

/// <summary>Refuses targets that cannot begin without an argument of their own.</summary>
internal static class MissingArguments
{
    /// <summary>Notes what is missing, one line each.</summary>
    public static void Refuse(CommandLine line, IReadOnlyCollection<Target> targets, ICollection<string> problems)
    {
        Refuse("regions", "NAME", TargetNames.AddRegion);
        Refuse("line", "X.Y", TargetNames.StartPatch, TargetNames.FinishPatch);
        Refuse("commit", "SHA", TargetNames.Revert);
        Refuse("shell", CompletedShells.Choice, TargetNames.Completion);

        void Refuse(string argument, string value, params string[] names)
        {
            if (line.Has(argument) || line.HasMisspelt(argument))
                return;
            if (targets.Any(target => names.Contains(target.Name)))
                problems.Add($"no {argument}: give --{argument}={value}");
        }
    }
}
