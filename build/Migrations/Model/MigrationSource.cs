namespace Migrations.Model;

/// <summary>What a migration's file says.</summary>
internal sealed record MigrationSource
{
    /// <summary>What happens, in order.</summary>
    public IReadOnlyList<Operation> Operations { get; init; } = [];

    /// <summary>What must have run before.</summary>
    public IReadOnlyList<MigrationReference> Dependencies { get; init; } = [];

    /// <summary>What must run after.</summary>
    public IReadOnlyList<MigrationReference> RunBefore { get; init; } = [];

    /// <summary>What it is a squash of.</summary>
    public IReadOnlyList<MigrationReference> Replaces { get; init; } = [];

    /// <summary>Whether it runs in one transaction (<c>atomic</c>, true unless the class says otherwise).</summary>
    public bool IsAtomic { get; init; } = true;

    /// <summary>What its comments accept.</summary>
    public IReadOnlyList<Acceptance> Acceptances { get; init; } = [];
}
