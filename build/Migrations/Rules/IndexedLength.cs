using Migrations.Rules.Altering;
using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>
/// How long the values of an indexed column are. A B-tree refuses rows of more than 2,704 bytes (PostgreSQL
/// documentation, "B-Tree Indexes"), and a character takes up to four bytes.
/// </summary>
internal static class IndexedLength
{
    /// <summary>The number of characters that always fit into an index.</summary>
    public const long Fits = 2700 / 4;

    private static readonly string[] Long =
    [
        .. new[] { "TextField", "JSONField", "BinaryField", "ArrayField", "HStoreField", "CITextField", "XMLField" },
        .. new[] { "SearchVectorField" },
    ];

    /// <summary>The largest number of characters that a field stores. <see langword="null"/> for no limit.</summary>
    public static long? CharactersOf(FieldDefinition field) =>
        ColumnTypes.IsText(field) ? ColumnTypes.Length(field)
        : Long.Contains(field.Name) ? null
        : field.Number("max_length") ?? 20;
}
