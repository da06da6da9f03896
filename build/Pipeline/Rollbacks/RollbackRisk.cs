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

    private RollbackRisk(ReleaseOptions options)
    {
        _options = options;
    }

    /// <summary>Why it must not be done, one line each.</summary>
    public IReadOnlyList<string> Refusals => [.. _impossible, .. _risky];

    /// <summary>What a person should know before it is done, one line each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What to do instead of a rollback that is refused.</summary>
    public string NextStep =>
        _impossible.Count > 0 ? "fix forward with a patch release, or go back without --unapply-migrations"
        : _options.UnapplyMigrations
            ? "fix forward with a patch release, or look at each line above and add --accept-migration-risk"
        : "fix forward with a patch release, add --unapply-migrations, or look at each line above and add --accept-migration-risk";

    /// <summary>Weighs the verdicts of all versions that regions are taken back from.</summary>
    public static RollbackRisk Of(IEnumerable<RegionsVerdict> starts, ReleaseOptions options)
    {
        var risk = new RollbackRisk(options);
        foreach (var start in starts)
            risk.Weigh(start);
        return risk;
    }

    private void Weigh(RegionsVerdict start)
    {
        var verdict = start.Verdict!;
        if (_options.UnapplyMigrations)
        {
            WeighUnapplying(verdict);
            verdict = verdict.AfterUnapplying();
        }
        if (verdict.Verdict == Verdict.Clear)
            return;
        var line = $"going back from {verdict.From} to {verdict.To}: {VerdictWords.OfGoingBack(verdict.Verdict)}";
        if (verdict.Verdict == Verdict.Unsafe || _options.Strict)
            Risk($"{line}, in {string.Join(", ", start.Regions)}");
        else
            _warnings.Add(line);
    }

    private void WeighUnapplying(MigrationVerdict verdict)
    {
        var plan = verdict.Unapply;
        if (plan.Irreversible is { } obstacle)
            _impossible.Add($"{obstacle.App}.{obstacle.Migration} cannot be un-applied: {Sentence(obstacle)}");
        foreach (var step in plan.Steps.Where(step => !step.IsPlain))
            _impossible.Add($"{step.App} {step.Target}: such a name is not put into a command");
        foreach (var uncertain in plan.Uncertain)
            Risk($"{uncertain.App}.{uncertain.Migration} may fail when it is un-applied: {Sentence(uncertain)}");
        foreach (var migration in verdict.Migrations.Where(each => each.Change == MigrationChangeKind.Added))
        {
            var losses = migration.Operations.Select(operation => operation.Loses).Where(IsLoss).Distinct().ToArray();
            if (losses.Length > 0)
                _warnings.Add($"un-applying {migration.App}.{migration.Name} loses {string.Join(", ", losses)}");
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
