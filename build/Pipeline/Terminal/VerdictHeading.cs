using Migrations.Verdicts;

namespace Pipeline.Terminal;

/// <summary>What a release's migrations mean, in the words of the terminal.</summary>
public static class VerdictHeading
{
    /// <summary>
    /// One line for each live version: how many migrations run, and whether that can be rolled back afterwards.
    /// </summary>
    /// <param name="start">What is known.</param>
    /// <param name="to">The release.</param>
    public static string WithFirstReason(RegionsVerdict start, string to) =>
        Of(start, to) + (start.Verdict is { } verdict ? First(verdict) : "");

    /// <summary>The same without the first reason, to stand above all of them.</summary>
    /// <param name="start">What is known.</param>
    /// <param name="to">The release.</param>
    public static string Of(RegionsVerdict start, string to) =>
        start.Verdict is { } verdict
            ? $"{start.From} -> {to}: {Running(verdict)}; {VerdictWords.OfGoingBackAfterwards(verdict.Verdict)}"
            : $"{start.From} -> {to}: migrations cannot be compared: {start.Trouble}";

    private static string Running(MigrationVerdict verdict) =>
        verdict.Migrations.Count(migration => migration.Change == MigrationChangeKind.Added) switch
        {
            0 => "no migration runs",
            1 => "1 migration runs",
            var count => $"{count} migrations run",
        };

    // The worst, and of equals the one that runs first; what else changed comes last.
    private static string First(MigrationVerdict verdict)
    {
        if (verdict.Verdict == Verdict.Clear)
            return "";
        var operations = verdict.Migrations.SelectMany(migration =>
            migration.Operations.Select(operation =>
                (operation.Verdict, Text: $"{migration.FullName}: {operation.Reason}")
            )
        );
        var others = verdict.OtherChanges.Select(change => (change.Verdict, Text: $"{change.Path}: {change.Detail}"));
        var worst = operations.Concat(others).FirstOrDefault(entry => entry.Verdict == verdict.Verdict).Text;
        return worst is null ? "" : $": {worst.TrimEnd('.')}";
    }
}
