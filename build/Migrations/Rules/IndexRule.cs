namespace Migrations.Rules;

/// <summary>Judges indexes: they change speed, not what is allowed.</summary>
internal sealed class IndexRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } =
    ["AddIndex", "RemoveIndex", "RenameIndex", "AddIndexConcurrently", "RemoveIndexConcurrently"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) => Judgement.Clear("Indexes change speed, not what is allowed.");
}
