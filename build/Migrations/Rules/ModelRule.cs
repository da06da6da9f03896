using Migrations.Model;
using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>
/// Judges how operations on tables can be un-applied. The schema shows what they mean for older code.
/// </summary>
internal sealed class ModelRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } =
    ["CreateModel", "DeleteModel", "RenameModel", "AlterModelTable"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) =>
        context.Operation.Name switch
        {
            "CreateModel" => Create(context),
            _ when context.Model is { HasNoTable: true } => Judgement.Clear("Django does not manage its table."),
            "DeleteModel" => Judgement.Clear("", "the rows: the table comes back empty"),
            "AlterModelTable" => Judgement.Clear("The table keeps its name."),
            _ => Judgement.Clear(""),
        };

    private static Judgement Create(OperationContext context)
    {
        var model = new ModelReading(context.Place).Read(context.Operation);
        if (model.HasNoTable)
            return Judgement.Clear("Django makes no table for it.");

        const string Loses = "the table and its rows";
        if (model.Doubt is not null)
            return Judgement.Investigate(
                $"What it makes is known to the running program only ({context.Place}).",
                Loses
            );
        foreach (var (name, field) in model.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (FieldDefinition.Of(field.Definition) is not { IsComplete: true })
                return Judgement.Investigate(
                    $"Its field {name} is known to the running program only ({context.Place}).",
                    Loses
                );
        }
        return Judgement.Clear("", Loses);
    }
}
