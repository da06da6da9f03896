using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>An operation of a migration as the file has it.</summary>
internal sealed class Operation
{
    /// <summary>Django's name of the operation, or a description where it has none.</summary>
    public required string Name { get; init; }

    /// <summary>The operation's line in the file, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The expression that makes the operation.</summary>
    public required PythonValue Source { get; init; }

    /// <summary>Why the operation is not known. <see langword="null"/> when it is known.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether the doubt is only about the order of migrations, and about no model.</summary>
    public bool IsAboutOrder { get; init; }

    /// <summary>The operation's arguments by name.</summary>
    public IReadOnlyDictionary<string, PythonValue> Arguments { get; init; } = new Dictionary<string, PythonValue>();

    /// <summary>Whether every argument could be read.</summary>
    public bool IsComplete => !Arguments.ContainsKey(CallEvaluator.UnknownArguments);

    /// <summary>An argument. <see langword="null"/> when it is not given.</summary>
    public PythonValue? this[string argument] => Arguments.GetValueOrDefault(argument);

    /// <summary>An argument that is a string. Empty when it is not given or is no string.</summary>
    public string Text(string argument) => (this[argument] as TextValue)?.Text ?? "";

    /// <summary>Whether an argument is missing or <c>None</c>.</summary>
    public bool IsNone(string argument) => this[argument] is null or ConstantValue { Name: "None" };
}
