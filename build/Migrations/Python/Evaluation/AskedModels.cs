namespace Migrations.Python.Evaluation;

/// <summary>Finds the models that code asks for: <c>apps.get_model("app", "Model")</c>.</summary>
internal static class AskedModels
{
    /// <summary>The models, each as <c>app.Model</c>, in order.</summary>
    public static IReadOnlyList<string> Of(PythonText text, TokenRange range)
    {
        var models = new List<string>();
        for (var index = range.Start; index < range.End; index++)
        {
            if (!text.Is(index, "get_model") || !text.Is(index + 1, "(") || Text(text, index + 2) is not { } app)
                continue;
            var model = text.Is(index + 3, ",") && Text(text, index + 4) is { } name ? $"{app}.{name}" : app;
            if (model.Contains('.', StringComparison.Ordinal) && !models.Contains(model))
                models.Add(model);
        }
        return models;
    }

    private static string? Text(PythonText text, int index) =>
        index < text.Tokens.Length && text.Tokens[index].Kind == TokenKind.String
            ? StringLiteral.Value(text[text.Tokens[index]], isFormatted: false)
            : null;
}
