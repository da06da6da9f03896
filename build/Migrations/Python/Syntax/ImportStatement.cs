namespace Migrations.Python.Syntax;

/// <summary>An import of either form.</summary>
internal sealed class ImportStatement(IReadOnlyList<ImportedName> names) : Statement
{
    /// <summary>What is imported.</summary>
    public IReadOnlyList<ImportedName> Names => names;
}
