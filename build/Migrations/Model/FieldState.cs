using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>A field as the migrations up to some point make it.</summary>
/// <param name="Definition">What makes it.</param>
/// <param name="Doubt">Why it may be something else, or <see langword="null"/>.</param>
internal sealed record FieldState(PythonValue Definition, string? Doubt = null);
