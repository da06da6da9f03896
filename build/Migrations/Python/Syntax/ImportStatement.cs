namespace Migrations.Python.Syntax;

/// <summary>An import of either form.</summary>
internal sealed class ImportStatement(IReadOnlyList<ImportedName> names) : Statement
{
    /// <summary>The imported names.</summary>
    public IReadOnlyList<ImportedName> Names => names;
}
