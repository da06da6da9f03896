using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>Finds the models that code asks for: <c>apps.get_model("app", "Model")</c>.</summary>
internal static class AskedModels
{
    // The parameters of Apps.get_model, in order.
    private static readonly string[] Parameters = ["app_label", "model_name", "require_ready"];

    /// <summary>
    /// The models, each as <c>app.Model</c>, in order: those of a function, and of the functions of the file that it
    /// names.
    /// </summary>
    public static IReadOnlyList<string> Of(FileCode code, FunctionStatement function, Scope scope)
    {
        var models = new List<string>();
        var known = new HashSet<string>();
        var seen = new HashSet<Statement>(ReferenceEqualityComparer.Instance) { function };
        var waiting = new Queue<FunctionStatement>([function]);
        while (waiting.TryDequeue(out var next) && code.TryVisit(next, next.Body, out var names))
        {
            models.AddRange(names.Models.Where(known.Add));
            foreach (var name in names.Mentioned)
            {
                if (scope.Definition(name) is FunctionStatement inner && seen.Add(inner))
                    waiting.Enqueue(inner);
            }
        }
        return models;
    }

    /// <summary>
    /// The model of a call whose arguments begin at a token. <see langword="null"/> where one of them is more than a
    /// string.
    /// </summary>
    public static string? At(PythonText text, int index)
    {
        var given = new Dictionary<string, string>();
        for (var place = 0; place < Parameters.Length && !text.Is(index, ")"); place++, index++)
        {
            var isNamed = text.Is(index + 1, "=");
            var name = isNamed ? text[text.Tokens[index]].ToString() : Parameters[place];
            index += isNamed ? 2 : 0;
            if (index + 1 >= text.Tokens.Length)
                return null;
            if (text.Tokens[index].Kind == TokenKind.String)
                given[name] = StringLiteral.Value(text[text.Tokens[index]], isFormatted: false) ?? "";
            index++;
            if (text.Is(index, ")"))
                break;
            if (!text.Is(index, ","))
                return null;
        }
        if (given.GetValueOrDefault("app_label") is not { Length: > 0 } app)
            return null;
        var model = given.TryGetValue("model_name", out var second) ? $"{app}.{second}" : app;
        return model.Contains('.', StringComparison.Ordinal) ? model : null;
    }
}
