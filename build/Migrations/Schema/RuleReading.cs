using System.Collections.Immutable;
using Migrations.Model;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>Reads the demands of constraints, indexes and sets of columns.</summary>
/// <param name="table">The table.</param>
/// <param name="model">The model; <see langword="null"/> when it is not known.</param>
/// <param name="place">The file and line of the operation, for doubts.</param>
internal sealed class RuleReading(SchemaTable table, ModelState? model, string place)
{
    // Indexes that keep hashes, parts or summaries in place of the values.
    private static readonly string[] WithoutValues =
    [
        "HashIndex",
        "GinIndex",
        "GistIndex",
        "SpGistIndex",
        "BrinIndex",
        "BloomIndex",
    ];

    /// <summary>The rule of columns that are unique or indexed together. The names are those of fields.</summary>
    public SchemaRule Together(RuleKind kind, IEnumerable<string> fields) =>
        new(kind, Ids(fields), "") { StoresValues = kind == RuleKind.Index };

    /// <summary>The rule of a constraint.</summary>
    public SchemaRule Constraint(PythonValue? value) =>
        value is not CallValue call
            ? Doubtful()
            : call.Name switch
            {
                "UniqueConstraint" => Unique(call),
                "CheckConstraint" => Check(call["check"] ?? call["condition"] ?? First(call)),
                "ExclusionConstraint" => Exclusion(call),
                _ => Doubtful(),
            };

    /// <summary>The rule of an index.</summary>
    public SchemaRule Index(PythonValue? value)
    {
        if (value is not CallValue call || (call["fields"] is { IsKnown: false }))
            return Doubtful() with { Definition = "index", Doubt = $"What the index holds is not known ({place})." };
        var names = Texts(call["fields"]).Select(name => name.TrimStart('-')).Concat(Texts(call["include"]));
        return new(RuleKind.Index, Ids(names), Options(call, call["condition"], call.Positional) + Class(call))
        {
            Condition = Set(call["condition"]),
            Expressions = call.Positional,
            StoresValues = !WithoutValues.Contains(call.Name),
        };
    }

    /// <summary>The rule of a check.</summary>
    public static SchemaRule Check(PythonValue? condition, string? text = null) =>
        new(RuleKind.Check, [], text ?? (condition is null ? "" : ConditionText.Of(condition)))
        {
            Condition = condition,
        };

    private SchemaRule Unique(CallValue call)
    {
        if (call["fields"] is { IsKnown: false })
            return Doubtful();
        var areAlike = call["nulls_distinct"] is ConstantValue { Name: "False" };
        return new(
            RuleKind.Unique,
            Ids(Texts(call["fields"])),
            Options(call, call["condition"], call.Positional) + (areAlike ? ";nulls" : "")
        )
        {
            IsDeferrable = Set(call["deferrable"]) is not null,
            Condition = Set(call["condition"]),
            Expressions = call.Positional,
            NullsDiffer = !areAlike,
        };
    }

    private SchemaRule Exclusion(CallValue call)
    {
        var expressions = call["expressions"] is SequenceValue list ? list.Items : [];
        var names = expressions
            .OfType<SequenceValue>()
            .Select(pair => pair.Items.Count > 0 ? pair.Items[0] : null)
            .Select(item => item as TextValue ?? First(item as CallValue) as TextValue)
            .OfType<TextValue>()
            .Select(name => name.Text);
        return new(RuleKind.Exclusion, Ids(names), Options(call, call["condition"], expressions))
        {
            Condition = Set(call["condition"]),
            IsDeferrable = Set(call["deferrable"]) is not null,
        };
    }

    private SchemaRule Doubtful() =>
        new(RuleKind.Check, [], place)
        {
            Doubt = $"What the constraint demands is known to the running program only ({place}).",
        };

    private static string Options(CallValue call, PythonValue? condition, IReadOnlyList<PythonValue> expressions) =>
        (Set(condition) is { } set ? $" where {ConditionText.Of(set)}" : "")
        + string.Concat(expressions.Select(each => $" {ValueText.Of(each)}"))
        + (call["opclasses"] is { } classes ? $" {ValueText.Of(classes)}" : "")
        + (Set(call["deferrable"]) is { } deferrable ? $" {ValueText.Of(deferrable)}" : "");

    private static PythonValue? First(CallValue? call) => call is { Positional: [var first, ..] } ? first : null;

    private static string Class(CallValue call) => call.Name == "Index" ? "" : $" using {call.Name}";

    private static PythonValue? Set(PythonValue? value) => value is ConstantValue { Name: "None" } ? null : value;

    private static IEnumerable<string> Texts(PythonValue? value) =>
        value is SequenceValue list ? list.Items.OfType<TextValue>().Select(text => text.Text) : [];

    private ImmutableArray<string> Ids(IEnumerable<string> fields) => [.. fields.Select(Id).Distinct()];

    private string Id(string field)
    {
        var definition = FieldDefinition.Of(model?.Fields.GetValueOrDefault(field)?.Definition);
        var name = SchemaNames.ColumnOf(field, definition) ?? field;
        return table.Named(name)?.Id ?? name;
    }
}
