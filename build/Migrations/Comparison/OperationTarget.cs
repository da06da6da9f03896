using System.Text;
using Migrations.Python.Values;
using Migrations.Rules;

namespace Migrations.Comparison;

/// <summary>Names the target of an operation in a few words.</summary>
internal static class OperationTarget
{
    private const int LongestText = 60;

    /// <summary>The words. They are safe to print.</summary>
    public static string Of(OperationContext context)
    {
        var operation = context.Operation;
        if (operation.Doubt is not null)
            return Printable(context.Place);
        return Printable(
            operation.Name switch
            {
                "RenameModel" => $"{context.ModelDisplay} → {operation.Text("new_name")}",
                "RenameField" => $"{context.ModelDisplay}.{context.FieldName} → {operation.Text("new_name")}",
                "RenameIndex" => $"{context.ModelDisplay}.{operation.Text("new_name")}",
                "AddIndex" or "AddIndexConcurrently" => $"{context.ModelDisplay}.{NameOf(operation["index"])}",
                "AddConstraint" or "AddConstraintNotValid" =>
                    $"{context.ModelDisplay}.{NameOf(operation["constraint"])}",
                "RunSQL" => Sql(operation["sql"]),
                "RunPython" => Code(operation["code"]),
                "SeparateDatabaseAndState" => "state only",
                _ when operation.Text("model_name").Length > 0 => $"{context.ModelDisplay}.{operation.Text("name")}",
                _ when context.ModelDisplay.Length > 0 => context.ModelDisplay,
                _ => operation.Name,
            }
        );
    }

    private static string NameOf(PythonValue? value) =>
        value is CallValue call ? (call["name"] as TextValue)?.Text ?? call.Name : "?";

    private static string Code(PythonValue? value) =>
        value switch
        {
            DefinitionValue definition => definition.Name,
            ReferenceValue reference => reference.Name,
            _ => "code",
        };

    private static string Sql(PythonValue? value) =>
        value switch
        {
            TextValue text => text.Text,
            SequenceValue { Items: [TextValue first, ..] } => first.Text,
            SequenceValue { Items: [SequenceValue { Items: [TextValue first, ..] }, ..] } => first.Text,
            ReferenceValue reference => reference.Name,
            _ => "SQL",
        };

    private static string Printable(string text)
    {
        var words = new StringBuilder();
        foreach (var character in text.Length > LongestText * 4 ? text[..(LongestText * 4)] : text)
        {
            var isSpace = char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character);
            if (!isSpace)
                words.Append(character);
            else if (words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
        }
        var line = words.ToString().Trim();
        return line.Length <= LongestText ? line : line[..(LongestText - 1)] + "…";
    }
}
