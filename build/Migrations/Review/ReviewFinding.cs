using System.IO.Hashing;
using System.Text;
using System.Text.Json.Serialization;
using Migrations.Verdicts;

namespace Migrations.Review;

/// <summary>A finding about a migration before it is merged.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Level">The finding's level.</param>
/// <param name="Migration">The migration, as <c>app.name</c>.</param>
/// <param name="Operation">The operation and its target; empty for a finding about the whole migration.</param>
/// <param name="Path">The migration's file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Message">The finding and its reason.</param>
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
    /// <summary>The live versions and branches that the finding is about. Empty when it is about all.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>
    /// Why a comment at the operation accepts the finding. <see langword="null"/> when no comment does.
    /// </summary>
    public string? Accepted { get; init; }

    /// <summary>
    /// A text that stays the same when other lines of the file change, so that GitLab recognises the finding.
    /// </summary>
    /// <param name="number">The finding's number among findings that are otherwise alike.</param>
    public string Fingerprint(int number) =>
        Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes($"{Rule}\n{Path}\n{Operation}\n{number}")));
}

/// <summary>The review of a branch's migrations before they are merged.</summary>
public sealed record MigrationReview
{
    /// <summary>The version that the branch is compared with.</summary>
    public required string From { get; init; }

    /// <summary>The live versions that the branch was judged for also.</summary>
    public required IReadOnlyList<string> Live { get; init; }

    /// <summary>
    /// The migrations that the branch adds, in the order in which they run. They are judged for the version that the
    /// branch is compared with.
    /// </summary>
    public required IReadOnlyList<MigrationChange> Migrations { get; init; }

    /// <summary>The findings, in the order of the files.</summary>
    public required IReadOnlyList<ReviewFinding> Findings { get; init; }

    /// <summary>
    /// The database, where it is not PostgreSQL and its locks are therefore unknown. <see langword="null"/> for
    /// PostgreSQL.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OtherDatabase { get; init; }

    /// <summary>The heaviest finding that nobody has accepted.</summary>
    [JsonConverter(typeof(LockNames<ReviewLevel>))]
    public ReviewLevel Worst =>
        Findings.Where(finding => finding.Accepted is null).Select(finding => finding.Level).DefaultIfEmpty().Max();
}
