namespace Migrations.Review;

/// <summary>A version of a repository.</summary>
/// <param name="Name">The version's name for people.</param>
/// <param name="Commit">The version's commit, or any revision that git accepts.</param>
public sealed record NamedCommit(string Name, string Commit);

/// <summary>The branch to review, and what it is compared with.</summary>
/// <param name="Base">Where the branch began.</param>
/// <param name="Head">Its newest commit.</param>
public sealed record ReviewOrder(NamedCommit Base, NamedCommit Head)
{
    /// <summary>
    /// The branch that it will be merged into. <see langword="null"/> when the checkout does not have it.
    /// </summary>
    public NamedCommit? Main { get; init; }

    /// <summary>The versions that are live in any region.</summary>
    public IReadOnlyList<NamedCommit> Live { get; init; } = [];

    /// <summary>The database, where it is not PostgreSQL. <see langword="null"/> for PostgreSQL.</summary>
    public string? OtherDatabase { get; init; }

    /// <summary>The levels of rules that differ from the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Levels { get; init; } = new Dictionary<string, string>();
}
