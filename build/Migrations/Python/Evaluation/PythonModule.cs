using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>A Python file, as far as it can be known without running it.</summary>
internal sealed class PythonModule
{
    private const int MostTroubles = 5;

    private readonly List<Trouble> _troubles;

    private PythonModule(
        IReadOnlyList<PythonClass> classes,
        IReadOnlyDictionary<string, PythonValue> values,
        List<Trouble> troubles
    )
    {
        Classes = classes;
        Values = values;
        _troubles = troubles;
    }

    /// <summary>The wanted classes at the top of the file.</summary>
    public IReadOnlyList<PythonClass> Classes { get; }

    /// <summary>The values of the names at the top of the file.</summary>
    public IReadOnlyDictionary<string, PythonValue> Values { get; }

    /// <summary>
    /// The statements that were not understood, in the order of their lines. Only the first few are kept.
    /// </summary>
    public IEnumerable<Trouble> Troubles =>
        _troubles.DistinctBy(trouble => trouble.Line).OrderBy(trouble => trouble.Line).Take(MostTroubles);

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="isWanted">Whether a class of a name is read.</param>
    /// <param name="vendor">The vendor that conditions are decided for; <see langword="null"/> to decide none.</param>
    public static PythonModule Read(PythonText text, Func<string, bool> isWanted, string? vendor)
    {
        var statements = StatementParser.Read(text);
        var evaluator = new Evaluator(text, new(text, statements), new(), vendor);
        var scope = new Scope();
        var block = new BlockReader(evaluator, scope, isWanted);
        block.Read(statements);

        foreach (var token in text.Tokens)
        {
            if (token.Kind == TokenKind.Unknown)
                block.Troubles.Add(new(token.Line, "no Python"));
        }
        return new(block.Classes, scope.Values, block.Troubles);
    }
}
