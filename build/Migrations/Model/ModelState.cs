using System.Collections.Immutable;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>A model after the migrations up to some point.</summary>
internal sealed record ModelState
{
    /// <summary>The model's name, spelled as in the code.</summary>
    public required string Name { get; init; }

    /// <summary>Why the model may differ from this, or <see langword="null"/>.</summary>
    public string? Doubt { get; init; }

    /// <summary>The model's fields by name.</summary>
    public ImmutableDictionary<string, FieldState> Fields { get; init; } =
        ImmutableDictionary<string, FieldState>.Empty;

    /// <summary>The model's options by name (<c>class Meta</c>).</summary>
    public ImmutableDictionary<string, PythonValue> Options { get; init; } =
        ImmutableDictionary<string, PythonValue>.Empty;

    /// <summary>Whether Django makes no table for the model: a proxy, or a model that Django does not manage.</summary>
    public bool HasNoTable =>
        Doubt is null
        && (
            Options.GetValueOrDefault("managed") is ConstantValue { Name: "False" }
            || Options.GetValueOrDefault("proxy") is ConstantValue { Name: "True" }
        );

    /// <summary>An option that is a string. <see langword="null"/> when the option is not set.</summary>
    public string? TextOption(string name) => (Options.GetValueOrDefault(name) as TextValue)?.Text;
}
