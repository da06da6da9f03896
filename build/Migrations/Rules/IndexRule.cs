namespace Migrations.Rules;

/// <summary>
/// Judges indexes. They change the speed. They restrict rows only where a value may not fit into the index.
/// </summary>
internal sealed class IndexRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } =
    ["AddIndex", "RemoveIndex", "RenameIndex", "AddIndexConcurrently", "RemoveIndexConcurrently"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) => Judgement.Clear("Indexes change speed, not what is allowed.");
}
