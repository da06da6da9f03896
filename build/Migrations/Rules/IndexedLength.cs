using Migrations.Rules.Altering;
using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>
/// How long values are that an index has to take: a B-tree refuses rows of more than 2,704 bytes (PostgreSQL
/// documentation, "B-Tree Indexes"), and a character takes up to four.
/// </summary>
internal static class IndexedLength
{
    /// <summary>The most characters that an index takes for certain.</summary>
    public const long Fits = 2700 / 4;

    private static readonly string[] Long =
    [
        .. new[] { "TextField", "JSONField", "BinaryField", "ArrayField", "HStoreField", "CITextField", "XMLField" },
        .. new[] { "SearchVectorField" },
    ];

    /// <summary>The most characters that a field stores; <see langword="null"/> for any number.</summary>
    public static long? CharactersOf(FieldDefinition field) =>
        ColumnTypes.IsText(field) ? ColumnTypes.Length(field)
        : Long.Contains(field.Name) ? null
        : field.Number("max_length") ?? 20;
}
