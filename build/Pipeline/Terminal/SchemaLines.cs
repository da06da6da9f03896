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
    /// <param name="record">The run.</param>
    /// <param name="schema">Where the schema stands.</param>
    /// <param name="width">The widest line, in letters, where it is no command.</param>
    public static void Write(TextWriter output, ReleaseRecord record, SchemaRecord schema, int width)
    {
        if (schema.Ways is null)
            return;
        if (schema.Cause is { } cause)
            WrappedText.Write(output, $"{Indent}cause: ", cause, width);
        WrappedText.Write(output, $"{Indent}schema: ", SchemaWords.Stand(schema), width);
        foreach (var group in SchemaWords.Groups(schema))
            WrappedText.Write(output, $"{Indent}  {group.Word}: ", string.Join(", ", group.Names), width);
        if (schema.Serving is { } serving)
        {
            WrappedText.Write(output, $"{Indent}serving: ", SchemaWords.Of(serving), width);
            foreach (var reason in serving.Reasons)
                WrappedText.Write(output, $"{Indent}  - ", reason, width);
        }
        output.WriteLine($"{Indent}ways on:");
        foreach (var way in schema.Ways)
        {
            WrappedText.Write(output, $"{Indent}  - ", way.What, width);
            // A command is copied: it stays in one line.
            if (way.Command is { } command)
                output.WriteLine($"{Indent}    {RepeatedCommand.There(record, command)}");
        }
    }
}
