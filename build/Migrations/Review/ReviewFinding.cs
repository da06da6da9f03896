using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Migrations.Verdicts;

namespace Migrations.Review;

/// <summary>What is to be said of a migration before it is merged.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Level">How much it weighs.</param>
/// <param name="Migration">The migration, as <c>app.name</c>.</param>
/// <param name="Operation">The operation and what it is about; empty where the migration as a whole is meant.</param>
/// <param name="Path">The migration's file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Message">What is found, and why.</param>
public sealed record ReviewFinding(
    string Rule,
    [property: JsonConverter(typeof(LockNames<ReviewLevel>))] ReviewLevel Level,
    string Migration,
    string Operation,
    string Path,
    int Line,
    string Message
)
{
    /// <summary>The live versions and branches that it is about; all where none is named.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>Why it was accepted, by a comment at the operation; <see langword="null"/> when it was not.</summary>
    public string? Accepted { get; init; }

    /// <summary>
    /// What stays the same when other lines of the file change, so that GitLab knows it again.
    /// </summary>
    /// <param name="number">Which of several findings it is that are alike otherwise.</param>
    public string Fingerprint(int number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Rule}\n{Path}\n{Operation}\n{number}")));
}

/// <summary>What is to be said of a branch's migrations before they are merged.</summary>
public sealed record MigrationReview
{
    /// <summary>What the branch is compared with.</summary>
    public required string From { get; init; }

    /// <summary>The live versions that it was judged for besides.</summary>
    public required IReadOnlyList<string> Live { get; init; }

    /// <summary>The migrations that the branch adds, judged for what it is compared with, in the order in which they
    /// run.</summary>
    public required IReadOnlyList<MigrationChange> Migrations { get; init; }

    /// <summary>What was found, in the order of the files.</summary>
    public required IReadOnlyList<ReviewFinding> Findings { get; init; }

    /// <summary>
    /// The database, where it is another than PostgreSQL and nothing is known of its locks; else
    /// <see langword="null"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OtherDatabase { get; init; }

    /// <summary>The heaviest finding that nobody has accepted.</summary>
    [JsonConverter(typeof(LockNames<ReviewLevel>))]
    public ReviewLevel Worst =>
        Findings.Where(finding => finding.Accepted is null).Select(finding => finding.Level).DefaultIfEmpty().Max();
}
