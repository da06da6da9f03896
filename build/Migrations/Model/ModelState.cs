using System.Collections.Immutable;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>A model as the migrations up to some point make it.</summary>
internal sealed record ModelState
{
    /// <summary>Its name, spelled as in the code.</summary>
    public required string Name { get; init; }

    /// <summary>Why it may be something else, or <see langword="null"/>.</summary>
    public string? Doubt { get; init; }

    /// <summary>Its fields by name.</summary>
    public ImmutableDictionary<string, FieldState> Fields { get; init; } =
        ImmutableDictionary<string, FieldState>.Empty;

    /// <summary>Its options by name (<c>class Meta</c>).</summary>
    public ImmutableDictionary<string, PythonValue> Options { get; init; } =
        ImmutableDictionary<string, PythonValue>.Empty;

    /// <summary>Whether Django leaves its table alone: a proxy, or a model that it does not manage.</summary>
    public bool HasNoTable =>
        Doubt is null
        && (
            Options.GetValueOrDefault("managed") is ConstantValue { Name: "False" }
            || Options.GetValueOrDefault("proxy") is ConstantValue { Name: "True" }
        );

    /// <summary>An option that is a string; <see langword="null"/> when it is not set.</summary>
    public string? TextOption(string name) => (Options.GetValueOrDefault(name) as TextValue)?.Text;
}
