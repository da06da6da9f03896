using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>
/// The answer to the one question after a failed migration: where does the schema stand, and can what serves run on it?
/// </summary>
public static class SchemaLines
{
    private const string Indent = "  ";

    /// <summary>Writes it; nothing of a schema whose migration did not fail.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="schema">Where the schema stands.</param>
    public static void Write(TextWriter output, SchemaRecord schema)
    {
        if (schema.Ways is null)
            return;
        if (schema.Cause is { } cause)
            WrappedText.Write(output, $"{Indent}cause: ", cause);
        WrappedText.Write(output, $"{Indent}schema: ", SchemaWords.Stand(schema));
        foreach (var group in SchemaWords.Groups(schema))
            WrappedText.Write(output, $"{Indent}  {group.Word}: ", string.Join(", ", group.Names));
        if (schema.Serving is { } serving)
        {
            WrappedText.Write(output, $"{Indent}serving: ", SchemaWords.Of(serving));
            foreach (var reason in serving.Reasons)
                WrappedText.Write(output, $"{Indent}  - ", reason);
        }
        output.WriteLine($"{Indent}ways on:");
        foreach (var way in schema.Ways)
        {
            WrappedText.Write(output, $"{Indent}  - ", way.What);
            // A command is copied: it stays in one line.
            if (way.Command is { } command)
                output.WriteLine($"{Indent}    {command}");
        }
    }
}
