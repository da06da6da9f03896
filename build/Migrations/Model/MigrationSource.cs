namespace Migrations.Model;

/// <summary>The parts of a migration that its file defines.</summary>
internal sealed record MigrationSource
{
    private readonly Lazy<IReadOnlyList<Operation>> _operations = new([]);

    /// <summary>The operations, in order.</summary>
    public IReadOnlyList<Operation> Operations
    {
        get => _operations.Value;
        init => _operations = new(value);
    }

    /// <summary>Reads the operations when they are asked for first.</summary>
    public Func<IReadOnlyList<Operation>> OperationsLater
    {
        init => _operations = new(value);
    }

    /// <summary>Whether the file could be read at all.</summary>
    public bool IsRead { get; init; } = true;

    /// <summary>The migrations that have to run before.</summary>
    public IReadOnlyList<MigrationReference> Dependencies { get; init; } = [];

    /// <summary>The migrations that have to run after.</summary>
    public IReadOnlyList<MigrationReference> RunBefore { get; init; } = [];

    /// <summary>
    /// Whether the migration runs in one transaction, which PostgreSQL rolls back when the migration fails (Django,
    /// "Writing migrations"). <see langword="null"/> where the file does not tell.
    /// </summary>
    public bool? IsAtomic { get; init; } = true;

    /// <summary>The migrations that it replaces as a squash.</summary>
    public IReadOnlyList<MigrationReference> Replaces { get; init; } = [];

    /// <summary>The comments that accept findings.</summary>
    public IReadOnlyList<Acceptance> Acceptances { get; init; } = [];
}
