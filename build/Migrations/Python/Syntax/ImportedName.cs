namespace Migrations.Python.Syntax;

/// <summary>A name that an import gives to something.</summary>
/// <param name="Path">What is imported, in full; it ends with <c>*</c> for everything of a module.</param>
/// <param name="Name">The name it gets here.</param>
internal sealed record ImportedName(string Path, string Name);
