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
        context.Operation.Name == "CreateCollation"
            ? Judgement.Clear("Older code does not use the new collation.")
            : Judgement.Clear("Older code does not use the new extension.");
}
