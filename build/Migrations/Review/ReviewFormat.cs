using System.Text.Json;
using System.Text.Json.Serialization;
using Migrations.Verdicts;

namespace Migrations.Review;

/// <summary>A review as JSON. The code is generated, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [typeof(MigrationFormat.VerdictNames), typeof(MigrationFormat.ChangeNames)]
)]
[JsonSerializable(typeof(MigrationReview))]
[JsonSerializable(typeof(IReadOnlyList<CodeQualityIssue>))]
public sealed partial class ReviewFormat : JsonSerializerContext
{
    /// <summary>Writes a review.</summary>
    public static string Write(MigrationReview review) => JsonSerializer.Serialize(review, Default.MigrationReview);

    /// <summary>
    /// Writes the findings as GitLab's code quality report (GitLab documentation, "Code Quality", "Code Quality report
    /// format"). Accepted findings are left out, because the report lists what is left to do.
    /// </summary>
    public static string WriteCodeQuality(MigrationReview review)
    {
        var issues = review
            .Findings.Where(finding => finding.Accepted is null)
            .GroupBy(finding => (finding.Rule, finding.Path, finding.Operation))
            .SelectMany(alike => alike.Select((finding, number) => Of(finding, finding.Fingerprint(number))));
        return JsonSerializer.Serialize<IReadOnlyList<CodeQualityIssue>>(
            [.. issues],
            Default.IReadOnlyListCodeQualityIssue
        );
    }

    private static CodeQualityIssue Of(ReviewFinding finding, string fingerprint) =>
        new(
            finding.Operation.Length > 0 ? $"{finding.Operation}: {finding.Message}" : finding.Message,
            finding.Rule,
            fingerprint,
            finding.Level switch
            {
                Review.ReviewLevel.Off or Review.ReviewLevel.Info => "info",
                Review.ReviewLevel.Warning => "minor",
                Review.ReviewLevel.Error => "critical",
            },
            new(finding.Path, new(finding.Line))
        );
}

/// <summary>An issue of GitLab's code quality report.</summary>
/// <param name="Description">The finding.</param>
/// <param name="CheckName">The rule.</param>
/// <param name="Fingerprint">The text by which GitLab recognises the issue.</param>
/// <param name="Severity">One of GitLab's: <c>info</c>, <c>minor</c>, <c>critical</c>.</param>
/// <param name="Location">The place of the issue.</param>
public sealed record CodeQualityIssue(
    string Description,
    [property: JsonPropertyName("check_name")] string CheckName,
    string Fingerprint,
    string Severity,
    CodeQualityPlace Location
);

/// <summary>The place of an issue.</summary>
/// <param name="Path">The file, from the top of the repository.</param>
/// <param name="Lines">The line.</param>
public sealed record CodeQualityPlace(string Path, CodeQualityLines Lines);

/// <summary>The line of an issue.</summary>
/// <param name="Begin">The line, counted from 1.</param>
public sealed record CodeQualityLines(int Begin);
