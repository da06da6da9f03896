using Foundation.Text;
using Migrations.Verdicts;
using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>Which migrations the release brought, and what rolling back over them would do.</summary>
internal static class MigrationSection
{
    public static Section? Of(ReleaseRecord record) =>
        record.Migrations.Count == 0
            ? null
            : new Section(
                "migrations",
                "Migrations",
                [
                    Tag(
                        "p",
                        "What they mean for the way back: whether the older code can run on the schema of the newer one."
                    ),
                    .. record.Migrations.SelectMany(Parts),
                ]
            );

    private static IEnumerable<Element> Parts(MigrationVerdict verdict)
    {
        yield return Tag("h3", $"From {verdict.From} to {verdict.To} ", Badge(verdict.Verdict));
        if (verdict.Migrations.Count == 0)
            yield return Tag("p", "No migration lies in between.");
        else
            yield return Table.Of(
                $"Migrations between {verdict.From} and {verdict.To}",
                ["Migration", "Operation", "Verdict", "Why", "Un-apply", "Loses"],
                verdict.Migrations.SelectMany(Rows)
            );
        foreach (var list in (IReadOnlyList<string>[])[verdict.Rollout ?? [], RunningLines.Locks(verdict)])
        {
            if (list.Count > 0)
                yield return Tag("ul", [.. list.Select(line => Tag("li", line))]);
        }
        if (verdict.OtherChanges.Count > 0)
            yield return Table.Of(
                $"What else changed between {verdict.From} and {verdict.To}",
                ["File", "Kind", "Verdict", "Change"],
                verdict.OtherChanges.Select(OtherRow)
            );
    }

    private static IEnumerable<Row> Rows(MigrationChange migration) =>
        migration.Operations.Count == 0
            ? [new Row(NameOf(migration), "–", Badge(migration.Verdict), "it has no operation that differs", "–", "–")]
            : migration.Operations.Select(operation => new Row(
                NameOf(migration),
                Signs.Code($"{operation.Operation} {operation.Target}"),
                Badge(operation.Verdict),
                operation.ReasonWithAcceptance,
                operation.Reversible switch
                {
                    true => "possible",
                    false => "impossible",
                    null => "depends",
                },
                operation.Loses
            ));

    private static Row OtherRow(OtherChange change) =>
        new(
            Signs.Code(change.Path),
            change.Kind.Word(),
            Badge(change.Verdict),
            $"{change.Change.Word()}: {change.Detail}"
        );

    private static Element NameOf(MigrationChange migration) =>
        Signs.Code(
            migration.Change == MigrationChangeKind.Added
                ? migration.FullName
                : $"{migration.FullName} ({migration.Change.Word()})"
        );

    private static Element Badge(Verdict verdict)
    {
        var word = VerdictWords.Of(verdict);
        return verdict switch
        {
            Verdict.Clear => Signs.Badge("good", "✓", word),
            Verdict.Investigate => Signs.Badge("warn", "!", word),
            Verdict.Unsafe => Signs.Badge("bad", "✕", word),
        };
    }
}
