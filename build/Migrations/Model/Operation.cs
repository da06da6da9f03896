using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>An operation of a migration as it is written.</summary>
internal sealed class Operation
{
    /// <summary>Django's name of it, or what stands in its place.</summary>
    public required string Name { get; init; }

    /// <summary>Its line in the file, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The expression that makes it.</summary>
    public required PythonValue Source { get; init; }

    /// <summary>Why it is not known, or <see langword="null"/> when it is.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether the doubt is about the order of migrations alone, and no model is in doubt.</summary>
    public bool IsAboutOrder { get; init; }

    /// <summary>Its arguments by name.</summary>
    public IReadOnlyDictionary<string, PythonValue> Arguments { get; init; } = new Dictionary<string, PythonValue>();

    /// <summary>Whether every argument is there to be read.</summary>
    public bool IsComplete => !Arguments.ContainsKey(CallEvaluator.UnknownArguments);

    /// <summary>An argument, or <see langword="null"/> when it is not given.</summary>
    public PythonValue? this[string argument] => Arguments.GetValueOrDefault(argument);

    /// <summary>An argument that is a string; empty when it is not given or no string.</summary>
    public string Text(string argument) => (this[argument] as TextValue)?.Text ?? "";

    /// <summary>Whether an argument is missing or <c>None</c>.</summary>
    public bool IsNone(string argument) => this[argument] is null or ConstantValue { Name: "None" };
}
