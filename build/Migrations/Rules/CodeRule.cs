using Migrations.Python.Values;

namespace Migrations.Rules;

/// <summary>Judges SQL and Python that a migration runs: what it does is for a person to read.</summary>
internal sealed class CodeRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["RunSQL", "RunPython"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context)
    {
        var isSql = context.Operation.Name == "RunSQL";
        var (forwards, backwards) = isSql ? ("sql", "reverse_sql") : ("code", "reverse_code");
        if (context.Operation.IsNone(backwards))
        {
            var why = $"it cannot be un-applied: there is no {backwards}";
            return IsNoop(context.Operation[forwards])
                ? Judgement.Clear("It does nothing.", why, reversible: false)
                : Judgement.Investigate(Reason(context, isSql), why, reversible: false);
        }
        if (IsNoop(context.Operation[forwards]))
            return Judgement.Clear("It does nothing.", Loses(context, backwards));
        return Judgement.Investigate(Reason(context, isSql), Loses(context, backwards));
    }

    private static string Reason(OperationContext context, bool isSql) =>
        isSql
            ? $"What the SQL does to what older code reads and writes must be read ({context.Place})."
            : $"What the code does to what older code reads and writes must be read ({context.Place}).";

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
            _ => false,
        };
}
