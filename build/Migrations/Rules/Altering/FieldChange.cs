using System.Collections.Frozen;
using Migrations.Python.Values;

namespace Migrations.Rules.Altering;

/// <summary>What is different between a field as it was and as it becomes, put together into one judgement.</summary>
internal sealed class FieldChange(OperationContext context, FieldDefinition before, FieldDefinition after)
{
    // Attributes that Django keeps out of the database (Field.non_db_attrs, and what the fields add to it).
    private static readonly FrozenSet<string> HarmlessOptions = FrozenSet.Create([
        .. new[]
        {
            "verbose_name",
            "help_text",
            "validators",
            "related_name",
            "related_query_name",
            "editable",
            "blank",
        },
        .. new[]
        {
            "limit_choices_to",
            "error_messages",
            "default",
            "serialize",
            "auto_now",
            "auto_now_add",
            "upload_to",
        },
        .. new[] { "unique_for_date", "unique_for_month", "unique_for_year", "db_comment", "db_index", "parent_link" },
        .. new[] { "auto_created", "swappable", "allow_unicode", "path", "match", "recursive", "allow_files" },
        .. new[] { "allow_folders", "width_field", "height_field" },
    ]);

    private readonly List<Judgement> _findings = [];

    /// <summary>The judgement: the worst of what is different.</summary>
    public Judgement Judge()
    {
        if (ColumnTypes.Compare(before, after, context.Place) is { } type)
            _findings.Add(type);
        _findings.AddRange(ColumnChanges.Compare(context, before, after));

        var quiet = new List<string>();
        foreach (var attribute in before.Attributes.Union(after.Attributes).Order(StringComparer.Ordinal))
        {
            if (ColumnChanges.Judged.Contains(attribute) || ValueText.AreEqual(before[attribute], after[attribute]))
                continue;
            quiet.Add(attribute);
            if (Attribute(attribute) is { } finding)
                _findings.Add(finding);
        }
        return _findings.Count > 0 ? Together(_findings) : Harmless(quiet);
    }

    private Judgement? Attribute(string name) =>
        name switch
        {
            "choices" => ChoiceChange.Compare(before[name], after[name], context.Place),
            "on_delete" when !IsOfDatabase(before[name]) && !IsOfDatabase(after[name]) => null,
            "db_table" or "base_field" or "expression" => Judgement.Unsafe(
                $"{name} changes, and with it what older code finds in the database.",
                reversible: null
            ),
            _ when HarmlessOptions.Contains(name) => null,
            _ => Judgement.Investigate($"What {name} changes in the database is not known ({context.Place})."),
        };

    // DB_CASCADE and its like are rules of the database, unlike CASCADE.
    private static bool IsOfDatabase(PythonValue? value) =>
        value is not ReferenceValue reference || reference.Name.StartsWith("DB_", StringComparison.Ordinal);

    private static Judgement Harmless(List<string> quiet) =>
        Judgement.Clear(
            quiet.Count == 0
                ? "The column stays as it was."
                : $"Only {string.Join(", ", quiet)} {(quiet.Count == 1 ? "changes" : "change")}, which older code does not notice."
        );

    private static Judgement Together(List<Judgement> findings)
    {
        var worst = findings.Max(finding => finding.Verdict);
        var reasons = findings.Where(finding => finding.Verdict == worst).Select(finding => finding.Reason).Distinct();
        var losses = findings
            .Select(finding => finding.Loses)
            .Where(loss => loss != Judgement.Nothing)
            .Distinct()
            .ToList();
        bool? reversible =
            findings.Exists(finding => finding.Reversible is false) ? false
            : findings.Exists(finding => finding.Reversible is null) ? null
            : true;
        return new(
            worst,
            Sentence(reasons),
            reversible,
            losses.Count > 0 ? string.Join("; ", losses) : Judgement.Nothing
        );
    }

    private static string Sentence(IEnumerable<string> reasons) =>
        string.Join("; ", reasons.Select(reason => reason.TrimEnd('.'))) + ".";
}
