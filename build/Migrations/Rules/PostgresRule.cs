namespace Migrations.Rules;

/// <summary>
/// Judges extensions and collations of PostgreSQL. Older code does not use what they add to the database.
/// </summary>
internal sealed class PostgresRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } =
    [
        "CreateCollation",
        "RemoveCollation",
        "CreateExtension",
        "BloomExtension",
        "BtreeGinExtension",
        "BtreeGistExtension",
        "CITextExtension",
        "CryptoExtension",
        "HStoreExtension",
        "TrigramExtension",
        "UnaccentExtension",
    ];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) =>
        context.Operation.Name switch
        {
            "CreateCollation" => Judgement.Clear("Older code does not use the new collation."),
            "RemoveCollation" => Judgement.Investigate("Queries of older code may name the collation."),
            _ => Judgement.Clear("Older code does not use the new extension."),
        };
}
