namespace Migrations.Rules;

/// <summary>Judges indexes: they change speed, and what is allowed only where a value may not fit.</summary>
internal sealed class IndexRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } =
    ["AddIndex", "RemoveIndex", "RenameIndex", "AddIndexConcurrently", "RemoveIndexConcurrently"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) => Judgement.Clear("Indexes change speed, not what is allowed.");
}
