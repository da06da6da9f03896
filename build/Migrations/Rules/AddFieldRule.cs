using Migrations.Python.Values;
using Migrations.Verdicts;

namespace Migrations.Rules;

/// <summary>Judges new fields. Older code leaves them out of what it writes.</summary>
internal sealed class AddFieldRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["AddField"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context)
    {
        var field = FieldDefinition.Of(context.Operation["field"]);
        var loses = field is { IsManyToMany: true } ? "the links" : $"the values of {context.FieldName}";
        if (context.Model is { HasNoTable: true })
            return Judgement.Clear("Django does not manage its table.");
        if (field is not { IsComplete: true })
            return Judgement.Investigate(
                $"What field it is, is known to the running program only ({context.Place}).",
                loses
            );
        if (
            RelationRule.Obstacle(context, field, context.ModelName) is { } obstacle
            && Column(context, field).Verdict != Verdict.Unsafe
        )
            return Judgement.Investigate(Sentence(obstacle), loses);
        return Column(context, field) with { Loses = field.IsGenerated ? "nothing: the values are derived" : loses };
    }

    /// <summary>What older code does to a column that it does not know.</summary>
    public static Judgement Column(OperationContext context, FieldDefinition field)
    {
        if (context.IsNewModel)
            return Judgement.Clear("Older code does not know the table.");
        if (field.IsManyToMany)
            return ManyToMany(context, field);
        if (field.IsGenerated)
            return Generated(context, field);
        if (field.Has("db_default"))
            return WithDatabaseDefault(context, field);
        return field.IsNullable switch
        {
            true => Judgement.Clear("Older code leaves the column out, and the database puts NULL there."),
            false => NotNull(field),
            null => Judgement.Investigate(
                $"Whether the column takes NULL is known to the running program only ({context.Place})."
            ),
        };
    }

    private static Judgement ManyToMany(OperationContext context, FieldDefinition field) =>
        field.IsDjango || field.Has("through")
            ? Judgement.Clear("Older code does not use the new table of links.")
            : Judgement.Investigate($"What {field.Name} makes in the database is not known ({context.Place}).");

    private static Judgement NotNull(FieldDefinition field)
    {
        var filled =
            field.Has("default") ? "Django drops the default from the column after filling it"
            : field.Flag("auto_now") is not false || field.Flag("auto_now_add") is not false ? "only new code fills it"
            : "it has no default in the database";
        return Judgement.Unsafe($"Rows that older code adds are refused: the column must not be empty, and {filled}.");
    }

    private static Judgement WithDatabaseDefault(OperationContext context, FieldDefinition field)
    {
        if (field.IsUnique is false)
            return Judgement.Clear("Older code leaves the column out, and the database puts its default there.");
        return field["db_default"] is TextValue or LiteralValue or ConstantValue
            ? Judgement.Unsafe(
                "The second row that older code adds repeats the default of a unique column and is refused."
            )
            : Judgement.Investigate(
                $"Whether the default differs from row to row, as the unique column needs, is not known ({context.Place})."
            );
    }

    private static Judgement Generated(OperationContext context, FieldDefinition field) =>
        GeneratedExpression.AcceptsAll(field["expression"])
            ? Judgement.Clear("The database computes the column by itself.")
            : Judgement.Investigate($"The expression may reject what older code writes ({context.Place}).");

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
