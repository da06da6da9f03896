using Pipeline.Options;
using Pipeline.Targets;
using Pipeline.Tasks;

namespace Pipeline.Requests;

/// <summary>Refuses arguments that none of the targets knows what to do with, where overlooking them would deceive.</summary>
internal static class MisplacedArguments
{
    /// <summary>Notes them, one line each.</summary>
    public static void Refuse(CommandLine line, IReadOnlyCollection<Target> targets, ICollection<string> problems)
    {
        Refuse("output", target => target.HasFormats);
        Refuse("force-conflicts", target => target.Name == ApplyManifests.Name);
        Refuse("kubeconfig", target => target.Name == CheckCredentials.Name);

        void Refuse(string argument, Func<Target, bool> takes)
        {
            // A target that does not exist is told of already, and might have been meant to take it.
            if (!line.Has(argument) || targets.Count < line.Targets.Count || targets.Any(takes))
                return;
            var names = string.Join(", ", TargetCatalog.All.Where(takes).Select(target => target.Name));
            problems.Add($"--{argument}: {line.Targets[^1]} does nothing with it, only {names}; leave it out");
        }
    }
}
