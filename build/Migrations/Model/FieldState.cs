using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>A field after the migrations up to some point.</summary>
/// <param name="Definition">The call that makes the field.</param>
/// <param name="Doubt">Why the field may differ from this, or <see langword="null"/>.</param>
internal sealed record FieldState(PythonValue Definition, string? Doubt = null);
