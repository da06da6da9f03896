using Migrations.Schema;

namespace Migrations.Rules.OlderCode;

/// <summary>Compares what older code expects of a thing with the newer schema.</summary>
/// <param name="old">What older code knows.</param>
/// <param name="now">The newer schema, or a schema on the way to it.</param>
/// <param name="hasModel">Whether an app still has a model of this name.</param>
internal sealed class SchemaComparison(OldCode old, DatabaseSchema now, Func<string, string, bool> hasModel)
{
    private readonly ColumnComparison _columns = new(old, now);
    private readonly RuleComparison _rules = new(old, now);

    /// <summary>
    /// The things that an operation has touched. A new table with a name that older code knows touches everything that
    /// older code knows there.
    /// </summary>
    public IEnumerable<SchemaThing> Expand(OperationContext context)
    {
        foreach (var thing in context.Touched)
        {
            yield return thing;
            if (thing.Kind != ThingKind.Table || context.Operation.Name != "CreateModel")
                continue;
            var known = now[thing.Table] is { } table ? old.Schema.Named(table.Name)?.Columns.Values : null;
            foreach (var column in known ?? [])
                yield return new(ThingKind.Column, thing.Table, column.Id);
        }
    }

    /// <summary>The judgement of older code on a thing.</summary>
    public Judgement Judge(SchemaThing thing) =>
        thing.Kind switch
        {
            ThingKind.Table => Table(thing.Table),
            ThingKind.Column => _columns.Judge(thing.Table, thing.Item),
            ThingKind.Rule => _rules.Judge(thing.Table, thing.Item),
            ThingKind.ContentType => ContentType(thing.Table, thing.Item),
        };

    private Judgement Table(string id)
    {
        var expected = old.Schema[id];
        if (expected is null || !old.Knows(expected.Name))
            return New(id, expected);
        if (now.Named(expected.Name) is { } found)
            return found.Id == id ? Judgement.Clear("Older code finds the table under its name.") : Other(expected);
        return now[id] is { } renamed
            ? Judgement.Unsafe($"Older code looks for the table {expected.Name}, which is {renamed.Name} now.") with
            {
                Meets = $"look for {expected.Name}, which is {renamed.Name} now",
            }
            : Judgement.Unsafe(
                expected.IsLinks
                    ? $"Older code still reads and writes the table of links of {expected.Owner}."
                    : $"Older code still reads and writes the table of {expected.Owner}."
            ) with
            {
                Meets = $"read and write {expected.Name}, which is gone",
            };
    }

    // Another table may have taken the name of a table that older code knows.
    private Judgement New(string id, SchemaTable? expected)
    {
        if (now[id] is not { } table)
            return expected is null && old.Schema[id] is null && now[id] is null
                ? Judgement.Clear("A later migration removes the table, and older code never knew it.")
                : Judgement.Clear("No model of the older code has the table.");
        if (table.IsAssumed)
            return Judgement.Clear("The table stays as it was.");
        return old.Schema.Named(table.Name) is { } former && old.Knows(table.Name) && former.Id != id
            ? Other(former)
            : Judgement.Clear("Older code does not use the new table.");
    }

    private static Judgement Other(SchemaTable expected) =>
        Judgement.Investigate($"Another table took the place of {expected.Owner}: older code finds none of its rows.");

    private Judgement ContentType(string app, string model) =>
        !old.HasModel(app, model) ? Judgement.Clear("Older code does not know the model.")
        : hasModel(app, model) ? Judgement.Clear("The model has its name again.")
        : Judgement.Investigate(
            "The table keeps its name, but not the content type: older code does not find its permissions and generic relations."
        );
}
