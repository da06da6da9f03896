namespace Migrations.Rules;

/// <summary>Judges operations of packages whose effects are known.</summary>
internal sealed class PackageRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["IgnoreMigration", "AddDefaultValue"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) =>
        context.Operation.Name == "IgnoreMigration"
            ? Judgement.Clear("It tells a linter something and changes nothing.")
            : Judgement.Clear("The database gets a default, so older code may leave the value out.");
}
