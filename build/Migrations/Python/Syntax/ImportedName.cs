namespace Migrations.Python.Syntax;

/// <summary>A name that an import defines.</summary>
/// <param name="Path">The full path of the import. It ends with <c>*</c> for everything of a module.</param>
/// <param name="Name">The name in this file.</param>
internal sealed record ImportedName(string Path, string Name);
