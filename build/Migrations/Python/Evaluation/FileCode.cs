using System.Diagnostics.CodeAnalysis;
using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>
/// The functions and classes of a file. Each is read once, however many statements come to it, and each visit counts.
/// </summary>
internal sealed class FileCode(PythonText text, EvaluationBudget budget)
{
    private readonly Dictionary<Statement, CodeNames> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Statement, IReadOnlyList<Statement>> _statements = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>The file.</summary>
    public PythonText Text => text;

    /// <summary>The statements of a function.</summary>
    public IReadOnlyList<Statement> StatementsOf(FunctionStatement function)
    {
        if (!_statements.TryGetValue(function, out var statements))
            _statements[function] = statements = StatementParser.Read(text, function.Body);
        return statements;
    }

    /// <summary>What a function or class does with names.</summary>
    /// <returns>Whether there is time left to look at them.</returns>
    public bool TryVisit(Statement definition, TokenRange body, [NotNullWhen(true)] out CodeNames? names)
    {
        if (!_names.TryGetValue(definition, out names))
            _names[definition] = names = new(text, body, definition);
        return budget.Spend(1 + names.Mentioned.Count);
    }
}
