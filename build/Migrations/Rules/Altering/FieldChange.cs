using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Rules.Altering;

/// <summary>Judges the difference between two states of a column as a whole.</summary>
/// <param name="before">The column as older code expects it.</param>
/// <param name="after">The column as it is now.</param>
/// <param name="isSameTable">Whether a table of the older schema and a table of the newer one are the same.</param>
internal sealed class FieldChange(SchemaColumn before, SchemaColumn after, Func<string, string, bool> isSameTable)
{
    private readonly List<Judgement> _findings = [];

    /// <summary>The judgement: the worst of all differences.</summary>
    public Judgement Judge()
    {
        if (before.Doubt is { } doubt)
            return Judgement.Investigate(
                $"The field as it was is not known: {doubt}.",
                Judgement.Unknown,
                reversible: null
            );
        if (after.Doubt is not null)
            return Judgement.Investigate(
                $"What the field becomes is known to the running program only ({after.Place}).",
                Judgement.Unknown,
                reversible: null
            );
        Types();
        _findings.AddRange(new ColumnChanges(before, after, isSameTable).Compare());
        var quiet = new List<string>();
        if (before.Field is { } old && after.Field is { } next)
            Attributes(old, next, quiet);
        return _findings.Count > 0 ? Together(_findings) : Harmless(quiet);
    }

    /// <summary>Joins several judgements: the worst of them, with everything that is lost.</summary>
    public static Judgement Together(IReadOnlyList<Judgement> findings)
    {
        var worst = findings.Max(finding => finding.Verdict);
        var reasons = findings.Where(finding => finding.Verdict == worst).Select(finding => finding.Reason).Distinct();
        var losses = findings
            .Select(finding => finding.Loses)
            .Where(loss => loss != Judgement.Nothing)
            .Distinct()
            .ToList();
        bool? reversible =
            findings.Any(finding => finding.Reversible is false) ? false
            : findings.Any(finding => finding.Reversible is null) ? null
            : true;
        return new(
            worst,
            Sentence(reasons),
            reversible,
            losses.Count > 0 ? string.Join("; ", losses) : Judgement.Nothing
        );
    }

    private void Types()
    {
        if (before is { Field: null, Target: null } && after.Field is not null)
            _findings.Add(
                Judgement.Investigate(
                    $"SQL made the column, so the type that it had is not known ({after.Place}).",
                    Judgement.Unknown,
                    reversible: null
                )
            );
        if (before.Field is not { } old || after.Field is not { } next)
            return;
        // A foreign key stores the type of the key that it points to. That type is unknown when no migration here makes
        // the target.
        var areUnknownKeys = old.IsForeignKey && next.IsForeignKey && (before.Stored is null || after.Stored is null);
        if (!areUnknownKeys && ColumnTypes.Compare(before.Stored ?? old, after.Stored ?? next, after.Place) is { } type)
            _findings.Add(type);
    }

    private void Attributes(FieldDefinition old, FieldDefinition next, List<string> quiet)
    {
        foreach (var attribute in old.Attributes.Union(next.Attributes).Order(StringComparer.Ordinal))
        {
            if (ValueText.AreEqual(old[attribute], next[attribute]))
                continue;
            if (ColumnChanges.Judged.Contains(attribute))
            {
                if (attribute == "db_index")
                    quiet.Add(attribute);
                continue;
            }
            quiet.Add(attribute);
            if (Attribute(attribute, old[attribute], next[attribute]) is { } finding)
                _findings.Add(finding);
        }
    }

    private Judgement? Attribute(string name, PythonValue? old, PythonValue? next) =>
        name switch
        {
            "choices" => ChoiceChange.Compare(old, next, after.Place),
            "on_delete" => before.Field is { IsFollowed: true }
            && after.Field is { IsRelation: true, IsFollowed: false }
                ? Judgement.Investigate(
                    "Older code relies on the database to delete or clear dependent rows, and the database no longer does."
                )
                : null,
            "expression" or "output_field" or "db_persist" => Judgement.Unsafe(
                $"{name} changes, and with it what older code finds in the database.",
                reversible: null
            ),
            _ when FieldOptions.Harmless.Contains(name) => null,
            _ => Judgement.Investigate($"What {name} changes in the database is not known ({after.Place})."),
        };

    private static Judgement Harmless(List<string> quiet) =>
        Judgement.Clear(
            quiet.Count == 0
                ? "The column stays as it was."
                : $"Only {string.Join(", ", quiet)} {(quiet.Count == 1 ? "changes" : "change")}, which older code does not notice."
        );

    private static string Sentence(IEnumerable<string> reasons) =>
        string.Join("; ", reasons.Select(reason => reason.TrimEnd('.'))) + ".";
}
