using Migrations.Kept;
using Migrations.Model;
using Migrations.Rules;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>Compares a version with a newer one of which only some migrations were applied.</summary>
/// <param name="older">The version whose code serves.</param>
/// <param name="newer">The version whose migrations were begun.</param>
/// <param name="kept">What older code knows, where earlier runs have kept it.</param>
/// <param name="database">The kind of database.</param>
internal sealed class PartialComparison(
    MigrationTree older,
    MigrationTree newer,
    KeptOldCode kept,
    DatabaseKind database
)
{
    /// <summary>Judges exactly the present state of the schema.</summary>
    /// <param name="from">The newer version's name.</param>
    /// <param name="to">The older version's name.</param>
    /// <param name="applied">The applied migrations, as <c>app.name</c>.</param>
    /// <param name="failed">The migration that failed, or <see langword="null"/>.</param>
    public PartialVerdict Judge(string from, string to, IReadOnlySet<string> applied, string? failed)
    {
        var whole = new MigrationComparison(older, newer, kept)
            .Compare()
            .Changes.Where(change => change.Change == MigrationChangeKind.Added)
            .ToArray();
        // Where all migrations of a squash are applied, Django names the squash, and where some are, those.
        var replaced = new Squashes(older, newer).Named(newer.LabelOf);
        var open = whole.Where(change => !replaced.IsIn(applied, NameOf(change))).ToArray();
        var keys = open.Select(change => new MigrationKey(change.App, change.Name)).ToHashSet();
        var (changes, unapply) = new MigrationComparison(older, newer.Without(keys), kept).Compare();
        var half = open.Where(change => NameOf(change) == failed && !IsTakenBack(change)).Select(Half).ToArray();
        MigrationChange[] all = [.. changes, .. half];
        var verdict = new MigrationVerdict
        {
            From = from,
            To = to,
            Verdict = MigrationVerdict.WorstOf(all, []),
            Migrations = all,
            OtherChanges = [],
            Unapply = unapply.Value,
        };
        return new PartialVerdict(verdict, [.. open.Select(NameOf)], half.Length > 0);
    }

    // Django's names have no folder behind the app.
    private string NameOf(MigrationChange change) => $"{newer.LabelOf(change.App)}.{change.Name}";

    private bool IsTakenBack(MigrationChange change) => database.TakesBack && IsAtomic(change);

    private bool IsAtomic(MigrationChange change) =>
        newer[new MigrationKey(change.App, change.Name)]?.Source.IsAtomic == true;

    // It is not known which of its operations were done. None is called harmless, and none is said to break older code.
    private MigrationChange Half(MigrationChange change) =>
        change with
        {
            Verdict = Verdict.Investigate,
            Operations =
            [
                new(
                    IsAtomic(change) ? database.Name : "atomic = False",
                    change.Name,
                    Verdict.Investigate,
                    $"It {(IsAtomic(change) ? $"failed, and {database.Name} takes no change of a table back" : "is not atomic and failed")}: "
                        + "what it did before stays, and what was to be done at its end, such as indexes and foreign keys, is missing.",
                    null,
                    Judgement.Unknown
                ),
                .. change.Operations.Select(operation =>
                    operation with
                    {
                        Verdict = operation.Verdict == Verdict.Clear ? Verdict.Clear : Verdict.Investigate,
                        Reason =
                            operation.Verdict == Verdict.Clear
                                ? operation.Reason
                                : $"If it was done: {operation.Reason}",
                    }
                ),
            ],
        };
}
