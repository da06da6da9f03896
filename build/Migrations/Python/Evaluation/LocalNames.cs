using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>The names that belong to a function alone: its parameters, and what it gives a value.</summary>
internal static class LocalNames
{
    /// <summary>The names. Names after <c>global</c> are none of them.</summary>
    /// <param name="text">The file.</param>
    /// <param name="definition">A function, or a class, which has none that its functions see.</param>
    /// <param name="body">The statements of the definition.</param>
    public static IReadOnlySet<string> Of(PythonText text, Statement definition, TokenRange body)
    {
        if (definition is not FunctionStatement function)
            return new HashSet<string>();
        var own = Parameters(text, function).Select(index => NameAt(text, index)).ToHashSet();
        var shared = new HashSet<string>();
        var isGlobal = false;
        for (var index = body.Start; index < body.End; index++)
        {
            isGlobal = text.Is(index, "global") || (isGlobal && text.Tokens[index].Kind != TokenKind.Newline);
            if (!IsName(text, index))
                continue;
            if (isGlobal)
                shared.Add(NameAt(text, index));
            // Within brackets it names an argument.
            else if (text.Is(index + 1, "=") && text.Brackets.Around(index) < body.Start)
                own.Add(NameAt(text, index));
        }
        own.ExceptWith(shared);
        return own;
    }

    /// <summary>
    /// The parameters that get what the caller has. Those with <c>*</c> are collections that the call makes.
    /// </summary>
    public static IReadOnlySet<string> Given(PythonText text, Statement definition) =>
        definition is FunctionStatement function
            ? Parameters(text, function)
                .Where(index => !text.Is(index - 1, "*") && !text.Is(index - 1, "**"))
                .Select(index => NameAt(text, index))
                .ToHashSet()
            : new HashSet<string>();

    private static IEnumerable<int> Parameters(PythonText text, FunctionStatement function) =>
        Enumerable
            .Range(function.Parameters.Start, function.Parameters.End - function.Parameters.Start)
            .Where(index => IsName(text, index) && !text.Is(index - 1, "=") && !text.Is(index - 1, ":"));

    private static bool IsName(PythonText text, int index) =>
        text.Tokens[index].Kind == TokenKind.Name && !text.Is(index - 1, ".");

    private static string NameAt(PythonText text, int index) => text[text.Tokens[index]].ToString();
}
