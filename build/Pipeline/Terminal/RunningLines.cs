using Migrations.Verdicts;

namespace Pipeline.Terminal;

/// <summary>
/// What happens while a release runs: what pods of the older version meet on the new schema, and what the migrations
/// lock.
/// </summary>
public static class RunningLines
{
    /// <summary>Writes it; nothing where no migration runs.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="verdict">What is known of the migrations.</param>
    /// <param name="isMarkdown">Whether as Markdown.</param>
    /// <param name="sizes">How large tables are, in words.</param>
    public static void Write(
        TextWriter output,
        MigrationVerdict verdict,
        bool isMarkdown,
        IReadOnlyDictionary<string, string> sizes
    )
    {
        Write(output, "While pods are replaced:", verdict.Rollout ?? [], isMarkdown);
        Write(output, "While the migrations run:", Locks(verdict, sizes), isMarkdown);
    }

    /// <summary>What the migrations lock, a line each.</summary>
    /// <param name="verdict">What is known of the migrations.</param>
    /// <param name="sizes">How large tables are, in words.</param>
    public static IReadOnlyList<string> Locks(
        MigrationVerdict verdict,
        IReadOnlyDictionary<string, string>? sizes = null
    ) =>
        // Of a way back, they ran long ago.
        verdict.Rollout
            is null
        || verdict.Migrations.All(migration => migration.Change != MigrationChangeKind.Added)
            ? []
        : verdict.OtherDatabase is { } database
            ?
            [
                $"What they lock is not told: the fleet file says database: {database}, and only PostgreSQL's locks are known.",
            ]
        : [.. LockText.Lines(verdict, sizes).DefaultIfEmpty("Nothing is locked that an application would notice.")];

    private static void Write(TextWriter output, string heading, IReadOnlyList<string> lines, bool isMarkdown)
    {
        if (lines.Count == 0)
            return;
        output.WriteLine(isMarkdown ? $"**{heading}**{Environment.NewLine}" : heading);
        foreach (var line in lines)
            WrappedText.Write(output, "- ", PrintableLine.Of(line));
        output.WriteLine();
    }
}
