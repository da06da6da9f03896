namespace Migrations.Model;

/// <summary>
/// The parameters of Django's operations, in order (Django documentation, "Migration Operations" and "Database
/// migration operations" of PostgreSQL).
/// </summary>
internal static class OperationSignatures
{
    private static readonly string[] Extension = ["hints"];

    private static readonly Dictionary<string, string[]> Parameters = new()
    {
        ["CreateModel"] = ["name", "fields", "options", "bases", "managers"],
        ["DeleteModel"] = ["name"],
        ["RenameModel"] = ["old_name", "new_name"],
        ["AlterModelTable"] = ["name", "table"],
        ["AlterModelTableComment"] = ["name", "table_comment"],
        ["AlterUniqueTogether"] = ["name", "unique_together"],
        ["AlterIndexTogether"] = ["name", "index_together"],
        ["AlterOrderWithRespectTo"] = ["name", "order_with_respect_to"],
        ["AlterModelOptions"] = ["name", "options"],
        ["AlterModelManagers"] = ["name", "managers"],
        ["AddField"] = ["model_name", "name", "field", "preserve_default"],
        ["RemoveField"] = ["model_name", "name"],
        ["AlterField"] = ["model_name", "name", "field", "preserve_default"],
        ["RenameField"] = ["model_name", "old_name", "new_name"],
        ["AddIndex"] = ["model_name", "index"],
        ["RemoveIndex"] = ["model_name", "name"],
        ["RenameIndex"] = ["model_name", "new_name", "old_name", "old_fields"],
        ["AddIndexConcurrently"] = ["model_name", "index"],
        ["RemoveIndexConcurrently"] = ["model_name", "name"],
        ["AddConstraint"] = ["model_name", "constraint"],
        ["AddConstraintNotValid"] = ["model_name", "constraint"],
        ["RemoveConstraint"] = ["model_name", "name"],
        ["AlterConstraint"] = ["model_name", "name", "constraint"],
        ["ValidateConstraint"] = ["model_name", "name"],
        ["RunSQL"] = ["sql", "reverse_sql", "state_operations", "hints", "elidable"],
        ["RunPython"] = ["code", "reverse_code", "atomic", "hints", "elidable"],
        ["SeparateDatabaseAndState"] = ["database_operations", "state_operations"],
        ["CreateCollation"] = ["name", "locale", "provider", "deterministic"],
        ["RemoveCollation"] = ["name", "locale", "provider", "deterministic"],
        ["CreateExtension"] = ["name", "hints"],
        ["BloomExtension"] = Extension,
        ["BtreeGinExtension"] = Extension,
        ["BtreeGistExtension"] = Extension,
        ["CITextExtension"] = Extension,
        ["CryptoExtension"] = Extension,
        ["HStoreExtension"] = Extension,
        ["TrigramExtension"] = Extension,
        ["UnaccentExtension"] = Extension,
        // Operations of packages: django-migration-linter, django-add-default-value.
        ["IgnoreMigration"] = [],
        ["AddDefaultValue"] = ["model_name", "name", "value"],
    };

    /// <summary>The names of the known operations.</summary>
    public static IReadOnlyCollection<string> Names => Parameters.Keys;

    /// <summary>The parameters of an operation. <see langword="null"/> when the operation is not known.</summary>
    public static IReadOnlyList<string>? Of(string operation) => Parameters.GetValueOrDefault(operation);
}
