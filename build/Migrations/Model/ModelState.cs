using System.Collections.Immutable;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>A model after the migrations up to some point.</summary>
internal sealed record ModelState
{
    private readonly Lazy<ModelParts> _parts = new(ModelParts.None);

    /// <summary>The model's name, spelled as in the code.</summary>
    public required string Name { get; init; }

    /// <summary>Why the model may differ from this, or <see langword="null"/>.</summary>
    public string? Doubt { get; init; }

    /// <summary>The model's fields by name.</summary>
    public ImmutableDictionary<string, FieldState> Fields
    {
        get => _parts.Value.Fields;
        init => _parts = new(new ModelParts(value, Options));
    }

    /// <summary>The model's options by name (<c>class Meta</c>).</summary>
    public ImmutableDictionary<string, PythonValue> Options
    {
        get => _parts.Value.Options;
        init => _parts = new(new ModelParts(Fields, value));
    }

    /// <summary>Reads fields and options when one of them is asked for first.</summary>
    public Func<ModelParts> PartsLater
    {
        init => _parts = new(value);
    }

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

/// <summary>What a model is made of.</summary>
/// <param name="Fields">Its fields by name.</param>
/// <param name="Options">Its options by name.</param>
internal sealed record ModelParts(
    ImmutableDictionary<string, FieldState> Fields,
    ImmutableDictionary<string, PythonValue> Options
)
{
    /// <summary>No field and no option.</summary>
    public static ModelParts None { get; } =
        new(ImmutableDictionary<string, FieldState>.Empty, ImmutableDictionary<string, PythonValue>.Empty);
}
