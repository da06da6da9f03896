using Migrations.Python;
using Migrations.Python.Values;

namespace Migrations.Rules;

/// <summary>
/// Judges SQL and Python that a migration runs. The schema shows the effects of plain SQL. A person has to read
/// everything else.
/// </summary>
internal sealed class CodeRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["RunSQL", "RunPython"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context)
    {
        var isSql = context.Operation.Name == "RunSQL";
        var (forwards, backwards) = isSql ? ("sql", "reverse_sql") : ("code", "reverse_code");
        var (loses, reversible) = context.Operation.IsNone(backwards)
            ? ($"it cannot be un-applied: there is no {backwards}", false)
            : (Loses(context, backwards), true);
        if (IsNoop(context.Operation[forwards]))
            return Judgement.Clear("It does nothing.", loses, reversible);
        var isLeft = reversible && IsNoop(context.Operation[backwards]);
        return Forwards(context, isSql, loses, reversible) with { IsLeft = isLeft };
    }

    private static Judgement Forwards(OperationContext context, bool isSql, string loses, bool reversible) =>
        isSql && !context.IsUnread
            ? Judgement.Clear("The SQL changes nothing that older code uses.", loses, reversible)
            : Judgement.Investigate(
                $"What the {(isSql ? "SQL" : "code")} does to what older code reads and writes must be read ({context.Place}).",
                loses,
                reversible
            );

    private static string Loses(OperationContext context, string backwards) =>
        IsNoop(context.Operation[backwards]) ? "nothing: what it did stays" : $"what {backwards} takes back";

    private static bool IsNoop(PythonValue? value) =>
        value switch
        {
            ReferenceValue reference => reference.Path
                is DjangoPaths.Migrations + "RunSQL.noop"
                    or DjangoPaths.Migrations + "RunPython.noop",
            TextValue text => string.IsNullOrWhiteSpace(text.Text),
            SequenceValue sequence => sequence.Items.Count == 0,
            DefinitionValue definition => definition.DoesNothing,
            UnknownValue { What: ExpressionParser.EmptyLambda } => true,
            _ => false,
        };
}
