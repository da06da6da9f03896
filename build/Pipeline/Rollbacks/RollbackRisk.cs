using Migrations.Verdicts;
using Pipeline.Options;
using Pipeline.Terminal;

namespace Pipeline.Rollbacks;

/// <summary>What the verdicts on a rollback lead to.</summary>
internal sealed class RollbackRisk
{
    private readonly ReleaseOptions _options;
    private readonly List<string> _impossible = [];
    private readonly List<string> _risky = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _refused = [];
    private readonly List<string> _free = [];

    private RollbackRisk(ReleaseOptions options)
    {
        _options = options;
    }

    /// <summary>Why it must not be done, one line each.</summary>
    public IReadOnlyList<string> Refusals => [.. _impossible, .. _risky];

    /// <summary>What a person should know before it is done, one line each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What to do instead of a rollback that is refused.</summary>
    public string NextStep => $"{OfRefused}{OfFree}";

    private string OfRefused =>
        _impossible.Count > 0 ? "fix forward with a patch release, or go back without --unapply-migrations"
        : _options.UnapplyMigrations
            ? "fix forward with a patch release, or look at each line above and add --accept-migration-risk"
        : "fix forward with a patch release, add --unapply-migrations, or look at each line above and add --accept-migration-risk";

    // What speaks against one version keeps the regions of another from nothing.
    private string OfFree =>
        _free.Count == 0
            ? ""
            : $"; or go back without {string.Join(", ", _refused)}: --regions={string.Join(',', _free)}";

    /// <summary>Weighs the verdicts of all versions that regions are taken back from.</summary>
    /// <param name="starts">The verdicts.</param>
    /// <param name="options">What the command line says of the risk.</param>
    /// <param name="staying">
    /// Regions that serve the wanted version already. Of them nothing is refused: they keep no other region from going
    /// back.
    /// </param>
    public static RollbackRisk Of(
        IEnumerable<RegionsVerdict> starts,
        ReleaseOptions options,
        IReadOnlySet<string> staying
    )
    {
        var risk = new RollbackRisk(options);
        RegionsVerdict[] all = [.. starts];
        foreach (var start in all)
        {
            string[] going = [.. start.Regions.Where(region => !staying.Contains(region))];
            var before = risk.Refusals.Count;
            risk.Weigh(start, going, isOnly: all.Length == 1);
            (risk.Refusals.Count == before ? risk._free : risk._refused).AddRange(going);
        }
        return risk;
    }

    private void Weigh(RegionsVerdict start, IReadOnlyList<string> going, bool isOnly)
    {
        var verdict = start.Verdict!;
        if (_options.UnapplyMigrations)
        {
            WeighUnapplying(verdict, isOnly ? "" : $"{string.Join(", ", start.Regions)}: ");
            verdict = verdict.AfterUnapplying();
        }
        if (verdict.Verdict == Verdict.Clear)
            return;
        var line = $"going back from {verdict.From} to {verdict.To}: {VerdictWords.OfGoingBack(verdict.Verdict)}";
        if (going.Count == 0)
            _warnings.Add($"{line}, in {string.Join(", ", start.Regions)}, where {verdict.To} runs already");
        else if (verdict.Verdict == Verdict.Unsafe || _options.Strict)
            Risk($"{line}, in {string.Join(", ", start.Regions)}");
        else
            _warnings.Add(line);
    }

    private void WeighUnapplying(MigrationVerdict verdict, string where)
    {
        var plan = verdict.Unapply;
        if (plan.Irreversible is { } obstacle)
            _impossible.Add($"{where}{obstacle.FullName} cannot be un-applied: {Sentence(obstacle)}");
        foreach (var step in plan.Steps.Where(step => !step.IsPlain))
            _impossible.Add($"{where}{step.App} {step.Target}: such a name is not put into a command");
        foreach (var uncertain in plan.Uncertain)
            Risk($"{where}{uncertain.FullName} may fail when it is un-applied: {Sentence(uncertain)}");
        foreach (var migration in verdict.Migrations.Where(each => each.Change == MigrationChangeKind.Added))
        {
            var losses = migration.Operations.Select(operation => operation.Loses).Where(IsLoss).Distinct().ToArray();
            if (losses.Length > 0)
                _warnings.Add($"{where}un-applying {migration.FullName} loses {string.Join(", ", losses)}");
        }
    }

    private void Risk(string line)
    {
        if (_options.AcceptMigrationRisk)
            _warnings.Add($"{line}; accepted by --accept-migration-risk");
        else
            _risky.Add(line);
    }

    private static bool IsLoss(string loses) => loses != "nothing";

    private static string Sentence(UnapplyObstacle obstacle) => obstacle.Reason.TrimEnd('.');
}
