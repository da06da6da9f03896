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
    public static IReadOnlyList<string> Of(PythonText text, TokenRange range, Scope scope)
    {
        var models = new List<string>();
        var read = new HashSet<TokenRange> { range };
        var waiting = new Queue<TokenRange>(read);
        while (waiting.TryDequeue(out var body))
        {
            for (var index = body.Start; index < body.End; index++)
            {
                if (text.Tokens[index].Kind != TokenKind.Name)
                    continue;
                if (text.Is(index, "get_model") && text.Is(index + 1, "("))
                {
                    if (ModelOf(text, index + 2) is { } model && !models.Contains(model))
                        models.Add(model);
                }
                else if (
                    !text.Is(index - 1, ".")
                    && scope.Definition(text[text.Tokens[index]].ToString()) is FunctionStatement function
                    && read.Add(function.Body)
                )
                    waiting.Enqueue(function.Body);
            }
        }
        return models;
    }

    // The arguments by place or name. Null where one of them is more than a string.
    private static string? ModelOf(PythonText text, int index)
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
