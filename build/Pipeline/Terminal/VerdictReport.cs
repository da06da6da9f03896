using Foundation.Text;
using Migrations.Verdicts;
using Pipeline.Targets;

namespace Pipeline.Terminal;

/// <summary>A verdict as people and machines read it.</summary>
public static class VerdictReport
{
    private const int ReasonColumn = 3;

    /// <summary>
    /// Writes verdicts. As JSON one document: the verdict, or a list of them where there are several.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="starts">The verdicts, with the regions that each is for.</param>
    /// <param name="format"><c>table</c>, <c>markdown</c> or <c>json</c>.</param>
    public static void Write(TextWriter output, IReadOnlyList<RegionsVerdict> starts, string format)
    {
        var verdicts = starts.Select(start => start.Verdict!).ToArray();
        if (format == OutputFormats.Json)
        {
            output.WriteLine(verdicts is [var only] ? MigrationFormat.Write(only) : MigrationFormat.Write(verdicts));
            return;
        }
        foreach (var start in starts)
        {
            if (start.Regions.Count > 0)
                WrappedText.Write(output, "", $"In {string.Join(", ", start.Regions)}:");
            Write(output, start.Verdict!, isMarkdown: format == OutputFormats.Markdown);
        }
    }

    private static void Write(TextWriter output, MigrationVerdict verdict, bool isMarkdown)
    {
        output.WriteLine(
            $"{(isMarkdown ? "## " : "")}From {verdict.From} to {verdict.To}: {VerdictWords.OfGoingBack(verdict.Verdict)}"
        );
        output.WriteLine();
        if (verdict.Migrations.Count == 0)
            output.WriteLine("No migration lies in between.");
        WriteRows(output, verdict, isMarkdown);
    }

    /// <summary>
    /// Writes what a verdict is made of: the migrations with their operations, and what else differs.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="isMarkdown">Whether as Markdown.</param>
    public static void WriteRows(TextWriter output, MigrationVerdict verdict, bool isMarkdown)
    {
        if (verdict.Migrations.Count > 0)
            WriteMigrations(output, verdict, isMarkdown);
        foreach (var change in verdict.OtherChanges)
            output.WriteLine(
                $"{(isMarkdown ? "- " : "")}{change.Kind}: {Plain(change.Path)} {change.Change.Word()}: {Plain(change.Detail)}"
            );
    }

    private static void WriteMigrations(TextWriter output, MigrationVerdict verdict, bool isMarkdown)
    {
        string[] header = ["Migration", "Operation", "Verdict", "Why", "Un-apply", "Loses"];
        var rows = verdict.Migrations.SelectMany(Rows).ToArray();
        if (isMarkdown)
            MarkdownTable.Write(output, header, rows);
        else
            WriteWithReasons(output, header, rows);
        output.WriteLine();
    }

    // A reason is a sentence: as a column it would be wider than any terminal.
    private static void WriteWithReasons(TextWriter output, string[] header, IReadOnlyList<string>[] rows)
    {
        var table = new StringWriter();
        TextTable.Write(table, [.. WithoutReason(header)], [.. rows.Select(row => WithoutReason(row).ToArray())]);
        var lines = table.ToString().Split(Environment.NewLine);
        output.WriteLine(lines[0]);
        output.WriteLine(lines[1]);
        for (var row = 0; row < rows.Length; row++)
        {
            output.WriteLine(lines[row + 2]);
            output.WriteLine($"    {rows[row][ReasonColumn]}");
        }
    }

    private static IEnumerable<string> WithoutReason(IReadOnlyList<string> cells) =>
        cells.Where((_, column) => column != ReasonColumn);

    private static IEnumerable<IReadOnlyList<string>> Rows(MigrationChange migration) =>
        migration.Operations.Count == 0
            ?
            [
                [
                    NameOf(migration),
                    "-",
                    VerdictWords.Of(migration.Verdict),
                    "it has no operation that differs",
                    "-",
                    "-",
                ],
            ]
            : migration.Operations.Select(operation =>
                (string[])
                    [
                        NameOf(migration),
                        Plain($"{operation.Operation} {operation.Target}"),
                        VerdictWords.Of(operation.Verdict),
                        Plain(operation.ReasonWithAcceptance),
                        operation.Reversible switch
                        {
                            true => "possible",
                            false => "impossible",
                            null => "depends",
                        },
                        Plain(operation.Loses),
                    ]
            );

    private static string NameOf(MigrationChange migration) =>
        Plain(migration.FullName)
        + (migration.Change == MigrationChangeKind.Added ? "" : $" ({migration.Change.Word()})");

    private static string Plain(string text) => PrintableLine.Of(text);
}
