namespace Migrations.Review;

/// <summary>A version of a repository.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Commit">Its commit, or anything that git takes for one.</param>
public sealed record NamedCommit(string Name, string Commit);

/// <summary>What shall be reviewed.</summary>
/// <param name="Base">Where the branch began.</param>
/// <param name="Head">Its newest commit.</param>
public sealed record ReviewOrder(NamedCommit Base, NamedCommit Head)
{
    /// <summary>The branch that it will be merged into; <see langword="null"/> when it is not there.</summary>
    public NamedCommit? Main { get; init; }

    /// <summary>The versions that are live anywhere.</summary>
    public IReadOnlyList<NamedCommit> Live { get; init; } = [];

    /// <summary>The database, where it is another than PostgreSQL; else <see langword="null"/>.</summary>
    public string? OtherDatabase { get; init; }

    /// <summary>The levels of rules, where they are not the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Levels { get; init; } = new Dictionary<string, string>();
}
