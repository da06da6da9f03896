using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>Tells what is known of the functions and classes of a file as values.</summary>
internal sealed class DefinitionReader(FileCode code, Fingerprints fingerprints)
{
    /// <summary>The value of a function or class.</summary>
    public DefinitionValue Read(Statement statement, string name, Scope scope) =>
        new(name, fingerprints.Of(statement.Range))
        {
            Line = statement.Line,
            DoesNothing =
                statement is FunctionStatement { IsPlain: true } function
                && code.StatementsOf(function).All(DoesNothing),
            Models = statement is FunctionStatement asking ? AskedModels.Of(code, asking, scope) : [],
        };

    private static bool DoesNothing(Statement statement) =>
        statement
            is ReturnStatement { Value: null or NameExpression { Name: "None" } }
                or ExpressionStatement { Value: LiteralExpression }
        || statement is OpaqueStatement { What: SimpleStatementParser.Pass };
}
