using Pipeline.Options;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Requests;

/// <summary>
/// Refuses arguments that none of the targets knows what to do with, where overlooking them would deceive.
/// </summary>
internal static class MisplacedArguments
{
    // The others mean something to some part of every run, or nothing bad.
    private static readonly string[] Deceiving =
    [
        "output",
        "schema",
        "watch",
        "interval",
        "apply-manifests",
        "force-conflicts",
        "prune",
        "kubeconfig",
        "bump",
        "on-failure",
        "from",
        "strict",
        "live",
        "code-quality",
        "unapply-migrations",
        "accept-migration-risk",
        "backup",
        "tier",
        "start",
        "shell",
        "provider",
        "cluster",
        "resource-group",
        "subscription",
        "url",
        "aliases",
        "groups",
        "wave",
        "manifests",
        "line",
        "commit",
        "drop-migrations",
    ];

    /// <summary>Notes them, one line each.</summary>
    public static void Refuse(CommandLine line, IReadOnlyCollection<Target> targets, ICollection<string> problems)
    {
        foreach (var argument in Deceiving.Where(name => line.Has(name) && !IsRefusedElsewhere(name, targets)))
        {
            // A target that does not exist is a problem already, and the argument may belong to the one that was meant.
            if (targets.Count < line.Targets.Count || targets.Any(Takes))
                continue;
            var names = string.Join(", ", TargetCatalog.All.Where(Takes).Select(target => target.Name));
            problems.Add($"--{argument}: {line.Targets[^1]} does nothing with it, only {names}; leave it out");

            // A dry run is given the arguments of the run that it tells of.
            bool Takes(Target target) =>
                ArgumentTakers.Takes(target, argument)
                || (
                    DryRun.IsAskedForBy(line)
                    && TargetCatalog.All.Any(told =>
                        told.Facts.ToldBy == target.Name && ArgumentTakers.Takes(told, argument)
                    )
                );
        }
        if (line.Has("bump"))
            RefuseBump(line, targets, problems);
        if (line.Value("output") is { } format)
            RefuseFormat(format, targets, problems);
    }

    // A target without any format has refused the argument already, and so has the table of all formats.
    private static void RefuseFormat(string format, IReadOnlyCollection<Target> targets, ICollection<string> problems)
    {
        if (!OutputFormats.All.Contains(format, StringComparer.OrdinalIgnoreCase))
            return;
        foreach (var target in targets.Where(target => target.Facts.Formats.Length > 0))
        {
            if (!target.Facts.Formats.Contains(format, StringComparer.OrdinalIgnoreCase))
                problems.Add(
                    $"--output: {target.Name} has no format '{format}', only {string.Join(", ", target.Facts.Formats)}"
                );
            else if (targets.Count > 1 && !target.Facts.Answers)
                problems.Add($"--output: the record of {target.Name} takes standard output alone; give one target");
        }
    }

    // The version that follows is no version to go back to, and nobody has released it before the chain does.
    private static void RefuseBump(CommandLine line, IReadOnlyCollection<Target> targets, ICollection<string> problems)
    {
        if (targets.FirstOrDefault(GoesBack) is { } back)
            problems.Add($"--bump: {back.Name} goes to a version that was released; name it with --version=X.Y.Z");
        else if (line.IsExclusive && targets.Count > 0 && targets.All(Is([.. StageTable.Targets])))
            problems.Add(
                $"--bump: {line.Targets[^1]} alone does not make the version that follows; name one with --version=X.Y.Z"
            );
    }

    // Drills and rollbacks give reasons of their own.
    private static bool IsRefusedElsewhere(string argument, IReadOnlyCollection<Target> targets) =>
        argument switch
        {
            "bump" => targets.Any(Is(TargetNames.Drill)) || targets.Any(GoesBack),
            "on-failure" => targets.Any(Is(TargetNames.Rollback)),
            _ => false,
        };

    private static bool GoesBack(Target target) => target.Facts.Version == VersionNeed.Earlier;

    private static Func<Target, bool> Is(params string[] names) => target => names.Contains(target.Name);
}
