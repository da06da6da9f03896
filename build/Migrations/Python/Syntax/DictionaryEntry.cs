namespace Migrations.Python.Syntax;

/// <summary>An entry of a dictionary.</summary>
/// <param name="Key">Its key; <see langword="null"/> for an unpacked dictionary.</param>
/// <param name="Value">Its value, or the unpacked dictionary.</param>
internal sealed record DictionaryEntry(Expression? Key, Expression Value);
