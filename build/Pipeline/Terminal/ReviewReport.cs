using Foundation.Text;
using Migrations.Review;
using Migrations.Verdicts;
using Pipeline.Targets;

namespace Pipeline.Terminal;

/// <summary>A review of migrations as people and machines read it.</summary>
public static class ReviewReport
{
    /// <summary>Writes a review.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="review">The review.</param>
    /// <param name="format"><c>table</c>, <c>markdown</c> or <c>json</c>.</param>
    public static void Write(TextWriter output, MigrationReview review, string format)
    {
        if (format == OutputFormats.Json)
        {
            output.WriteLine(ReviewFormat.Write(review));
            return;
        }
        var isMarkdown = format == OutputFormats.Markdown;
        var live = review.Live.Count > 0 ? $", for the code of {string.Join(", ", review.Live)} too" : "";
        WrappedText.Write(
            output,
            isMarkdown ? "## " : "",
            $"{Counted.Of(review.Migrations.Count, "new migration")} since {review.From}{live}: {Result(review)}"
        );
        output.WriteLine();
        if (review.OtherDatabase is { } database)
            WrappedText.Write(
                output,
                "",
                $"What they lock is not told: the fleet file says database: {database}, and only PostgreSQL's locks are known."
            );
        if (review.Migrations.Count > 0)
            WriteOperations(output, review, isMarkdown);
        if (isMarkdown)
            WriteMarkdown(output, review);
        else
            WriteFindings(output, review);
    }

    private static string Result(MigrationReview review)
    {
        var open = review.Findings.Where(finding => finding.Accepted is null).ToList();
        var parts = open.GroupBy(finding => finding.Level)
            .OrderByDescending(group => group.Key)
            .Select(group => Counted.Of(group.Count(), Word(group.Key), Word(group.Key) + "s"))
            .Append(review.Findings.Count > open.Count ? $"{review.Findings.Count - open.Count} accepted" : "")
            .Where(part => part.Length > 0);
        return string.Join(", ", parts) is { Length: > 0 } result ? result : "nothing to say";
    }

    private static string Word(ReviewLevel level) =>
        level switch
        {
            ReviewLevel.Off or ReviewLevel.Info => "note",
            ReviewLevel.Warning => "warning",
            ReviewLevel.Error => "error",
        };

    private static void WriteOperations(TextWriter output, MigrationReview review, bool isMarkdown)
    {
        string[] header = ["Migration", "Operation", "Old code", "Blocks", "For", "Un-apply"];
        var rows = review.Migrations.SelectMany(Rows).ToArray();
        if (isMarkdown)
            MarkdownTable.Write(output, header, rows);
        else
            TextTable.Write(output, header, rows);
        output.WriteLine();
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(MigrationChange migration) =>
        migration.Operations.Count == 0
            ?
            [
                [migration.FullName, "-", VerdictWords.Of(migration.Verdict), "-", "-", "-"],
            ]
            : migration.Operations.Select(operation =>
                (string[])
                    [
                        migration.FullName,
                        $"{operation.Operation} {operation.Target}",
                        VerdictWords.Of(operation.Verdict),
                        Blocks(operation.Locks),
                        Time(operation.Locks),
                        operation.Reversible switch
                        {
                            true => "possible",
                            false => "impossible",
                            null => "depends",
                        },
                    ]
            );

    private static string Blocks(OperationLocks? locks) =>
        locks is not { Blocks: > Blocked.Nothing }
            ? "nothing"
            : string.Join(
                "; ",
                locks
                    .Tables.Where(table => table.Blocks > Blocked.Nothing)
                    .GroupBy(table => table.Blocks)
                    .OrderByDescending(group => group.Key)
                    .Select(group => $"{Word(group.Key)} {string.Join(", ", group.Select(table => table.Table))}")
            );

    private static string Word(Blocked blocked) =>
        blocked switch
        {
            Blocked.Nothing => "nothing of",
            Blocked.SameRows => "same rows of",
            Blocked.Writes => "writes of",
            Blocked.Everything => "reads, writes of",
        };

    private static string Time(OperationLocks? locks) =>
        locks is not { Blocks: > Blocked.Nothing }
            ? "-"
            : locks.Time switch
            {
                LockTime.Brief => "a moment",
                LockTime.Unknown => "unknown",
                LockTime.Scan => "every row read",
                LockTime.Rewrite => "table rewritten",
            };

    private static void WriteFindings(TextWriter output, MigrationReview review)
    {
        foreach (var finding in review.Findings)
        {
            var begin = finding.Accepted is null ? ReviewRules.NameOf(finding.Level) : "accepted";
            WrappedText.Write(
                output,
                "",
                $"{finding.Path}:{finding.Line}: {begin} {finding.Rule} {finding.Operation}".TrimEnd()
            );
            WrappedText.Write(output, "    ", finding.Message);
            if (finding.Accepted is { } reason)
                WrappedText.Write(output, "    ", $"accepted: {reason}");
        }
    }

    private static void WriteMarkdown(TextWriter output, MigrationReview review)
    {
        if (review.Findings.Count == 0)
            return;
        MarkdownTable.Write(
            output,
            ["Where", "Level", "Rule", "Operation", "Why"],
            [
                .. review.Findings.Select(finding =>
                    (string[])
                        [
                            $"{finding.Path}:{finding.Line}",
                            finding.Accepted is null ? ReviewRules.NameOf(finding.Level) : "accepted",
                            finding.Rule,
                            finding.Operation,
                            finding.Accepted is { } reason
                                ? $"{finding.Message} (accepted: {reason})"
                                : finding.Message,
                        ]
                ),
            ]
        );
    }
}
