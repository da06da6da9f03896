using Pipeline.Options;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Requests;

/// <summary>
/// Refuses arguments that none of the targets knows what to do with, where overlooking them would deceive.
/// </summary>
internal static class MisplacedArguments
{
    // Preflight and Plan speak for the whole chain, and are given what it will be given.
    private static readonly string[] Releasing =
    [
        .. StageTable.Targets,
        TargetNames.Deploy,
        TargetNames.Drill,
        TargetNames.Preflight,
        TargetNames.Plan,
    ];

    private static readonly (string Argument, Func<Target, bool> Takes)[] All =
    [
        ("output", target => target.Facts.HasFormats),
        ("schema", Is(TargetNames.Status, TargetNames.Plan)),
        ("force-conflicts", Is(TargetNames.ApplyManifests)),
        ("kubeconfig", Is(TargetNames.Credentials)),
        ("bump", target => target.Facts.Version == VersionNeed.Any),
        ("on-failure", Is(Releasing)),
        ("from", target => GoesBack(target) || IsReview(target)),
        ("strict", target => GoesBack(target) || IsReview(target)),
        ("live", IsReview),
        ("code-quality", IsReview),
        ("unapply-migrations", Is(TargetNames.Rollback)),
        ("accept-migration-risk", Is([.. Releasing, TargetNames.Rollback, TargetNames.Revert])),
        ("backup", Is([.. Releasing.Except([TargetNames.Drill]), TargetNames.Rollback])),
        ("line", Is(TargetNames.StartPatch, TargetNames.FinishPatch)),
        ("commit", Is(TargetNames.Revert)),
        ("drop-migrations", Is(TargetNames.Revert)),
    ];

    /// <summary>Notes them, one line each.</summary>
    public static void Refuse(CommandLine line, IReadOnlyCollection<Target> targets, ICollection<string> problems)
    {
        foreach (var (argument, takes) in All.Where(entry => !IsRefusedElsewhere(entry.Argument, targets)))
        {
            // A target that does not exist is a problem already, and the argument may belong to the one that was meant.
            if (!line.Has(argument) || targets.Count < line.Targets.Count || targets.Any(takes))
                continue;
            var names = string.Join(", ", TargetCatalog.All.Where(takes).Select(target => target.Name));
            problems.Add($"--{argument}: {line.Targets[^1]} does nothing with it, only {names}; leave it out");
        }
        if (line.Has("bump"))
            RefuseBump(line, targets, problems);
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

    private static bool IsReview(Target target) => target.Name == TargetNames.CheckMigrations;

    private static bool GoesBack(Target target) => target.Facts.Version == VersionNeed.Earlier;

    private static Func<Target, bool> Is(params string[] names) => target => names.Contains(target.Name);
}
