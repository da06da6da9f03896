using Migrations.Model;
using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Comparison;

/// <summary>
/// Writes operations so that equal texts mean an equal database. Options that do not reach the database are left out,
/// and imported names are written without their module.
/// </summary>
internal static class EditedText
{
    private static readonly string[] Harmless = ["AlterModelOptions", "AlterModelManagers", "AlterModelTableComment"];

    private static readonly string[] HarmlessArguments = ["preserve_default", "elidable", "hints", "managers"];

    private static readonly string[] HarmlessOptions =
    [
        .. new[] { "verbose_name", "verbose_name_plural", "ordering", "get_latest_by", "default_related_name" },
        .. new[] { "base_manager_name", "default_manager_name", "select_on_save", "db_table_comment" },
    ];

    /// <summary>
    /// The text of an operation. <see langword="null"/> for an operation that never changes a database.
    /// </summary>
    public static string? Of(Operation operation) =>
        operation.Doubt is null && Harmless.Contains(operation.Name) ? null : ValueText.Of(Plain(operation.Source));

    private static PythonValue Plain(PythonValue value) =>
        value switch
        {
            CallValue call => Plain(call),
            ReferenceValue reference => Plain(reference),
            SequenceValue sequence => new SequenceValue(sequence.Kind, [.. sequence.Items.Select(Plain)])
            {
                Line = value.Line,
            },
            MappingValue mapping => new MappingValue([
                .. mapping.Entries.Select(entry => KeyValuePair.Create(Plain(entry.Key), Plain(entry.Value))),
            ])
            {
                Line = value.Line,
            },
            _ => value,
        };

    private static ReferenceValue Plain(ReferenceValue reference) =>
        reference.Path.StartsWith("django.", StringComparison.Ordinal)
            ? reference
            : new(reference.Name) { Line = reference.Line };

    private static CallValue Plain(CallValue call)
    {
        var isField = FieldDefinition.IsField(call);
        var isTextFirst =
            isField && call.Positional is [TextValue, ..] && FieldDefinition.Of(call) is { IsRelation: false };
        var keywords = call.Keywords.Where(keyword =>
            isField ? IsKept(call, keyword) : !HarmlessArguments.Contains(keyword.Key)
        );
        return new(
            Plain(call.Target),
            [.. (isTextFirst ? call.Positional.Skip(1) : call.Positional).Select(Plain)],
            [.. keywords.Select(keyword => KeyValuePair.Create(keyword.Key, Plain(Options(call, keyword))))]
        )
        {
            Line = call.Line,
        };
    }

    // With a model of its own between the two sides, Django makes no table of links.
    private static bool IsKept(CallValue field, KeyValuePair<string, PythonValue> option) =>
        !FieldOptions.Harmless.Contains(option.Key)
        || (
            option.Key == "through" && FieldDefinition.Of(field) is { IsManyToMany: true } links && links.Has("through")
        );

    private static PythonValue Options(CallValue call, KeyValuePair<string, PythonValue> argument) =>
        call.Name == "CreateModel" && argument is { Key: "options", Value: MappingValue options }
            ? new MappingValue([
                .. options.Entries.Where(entry =>
                    entry.Key is not TextValue name || !HarmlessOptions.Contains(name.Text)
                ),
            ])
            {
                Line = options.Line,
            }
            : argument.Value;
}
