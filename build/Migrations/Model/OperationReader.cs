using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>Reads operations from the values of a file.</summary>
internal static class OperationReader
{
    /// <summary>The name of an operation that is not known.</summary>
    public const string UnknownName = "Unknown";

    private static readonly string[] Subjects = ["model_name", "name", "old_name", "new_name", "table"];

    private static readonly string[] Packages = ["django_migration_linter.", "django_add_default_value."];

    /// <summary>The operations of a list. An item that is no operation becomes an unknown operation.</summary>
    public static IReadOnlyList<Operation> ReadAll(PythonValue? value) =>
        value switch
        {
            null or ConstantValue { Name: "None" } => [],
            SequenceValue sequence => [.. sequence.Items.Select(Read)],
            _ => [Read(value)],
        };

    /// <summary>Reads one operation.</summary>
    public static Operation Read(PythonValue value) =>
        value switch
        {
            CallValue call => Read(call),
            UnknownValue unknown => Unknown(unknown, $"{unknown.What} stands here"),
            _ => Unknown(value, "no operation stands here"),
        };

    /// <summary>Creates an operation that is not known.</summary>
    public static Operation Unknown(PythonValue source, string doubt, bool isAboutOrder = false) =>
        new()
        {
            IsAboutOrder = isAboutOrder,
            Name = UnknownName,
            Line = source.Line,
            Source = source,
            Doubt = doubt,
        };

    private static Operation Read(CallValue call)
    {
        var isKnown =
            call.Path == DjangoPaths.Migrations + call.Name
            || call.Path == DjangoPaths.Postgres + call.Name
            || Packages.Any(package => call.Path.StartsWith(package, StringComparison.Ordinal));
        if (!isKnown || OperationSignatures.Of(call.Name) is not { } parameters)
        {
            return new()
            {
                Name = call.Name,
                Line = call.Line,
                Source = call,
                Doubt = "this is none of the operations of Django that this tool knows",
            };
        }
        var arguments = Arguments(call, parameters);
        return new()
        {
            Name = call.Name,
            Line = call.Line,
            Source = call,
            Arguments = arguments,
            Doubt =
                call.Positional.Count > parameters.Count ? "it has more arguments than Django knows"
                : call[CallEvaluator.UnknownArguments] is not null
                    ? "its arguments are known to the running program only"
                : UnknownSubject(call, arguments) is { } subject ? $"its {subject} is known to the running program only"
                : null,
        };
    }

    // The argument that names what changes, and is no text. Operations on collations and extensions change no model.
    private static string? UnknownSubject(CallValue call, Dictionary<string, PythonValue> arguments) =>
        call.Path.StartsWith(DjangoPaths.Migrations, StringComparison.Ordinal) || arguments.ContainsKey(Subjects[0])
            ? Subjects.FirstOrDefault(name =>
                arguments.GetValueOrDefault(name) is { } value and not (TextValue or ConstantValue { Name: "None" })
            )
            : null;

    private static Dictionary<string, PythonValue> Arguments(CallValue call, IReadOnlyList<string> parameters)
    {
        var arguments = new Dictionary<string, PythonValue>();
        foreach (var (parameter, value) in parameters.Zip(call.Positional))
            arguments[parameter] = value;
        foreach (var (parameter, value) in call.Keywords)
            arguments[parameter] = value;
        return arguments;
    }
}
