using Migrations.Verdicts;

namespace Pipeline.Terminal;

/// <summary>What a release's migrations mean, in the words of the terminal.</summary>
public static class OutlookText
{
    /// <summary>
    /// One line for each live version: how many migrations run, and whether that can be rolled back afterwards.
    /// </summary>
    /// <param name="outlook">What is known.</param>
    /// <param name="to">The release.</param>
    public static string OneLine(MigrationOutlook outlook, string to) =>
        Heading(outlook, to) + (outlook.Verdict is { } verdict ? First(verdict) : "");

    /// <summary>The same without the first reason, to stand above all of them.</summary>
    /// <param name="outlook">What is known.</param>
    /// <param name="to">The release.</param>
    public static string Heading(MigrationOutlook outlook, string to) =>
        outlook.Verdict is { } verdict
            ? $"{outlook.From} -> {to}: {Running(verdict)}; {WayBack(verdict.Verdict)}"
            : $"{outlook.From} -> {to}: migrations cannot be compared: {outlook.Trouble}";

    private static string Running(MigrationVerdict verdict) =>
        verdict.Migrations.Count(migration => migration.Change == MigrationChangeKind.Added) switch
        {
            0 => "no migration runs",
            1 => "1 migration runs",
            var count => $"{count} migrations run",
        };

    private static string WayBack(Verdict verdict) =>
        verdict switch
        {
            Verdict.Clear => "nothing in the schema stands against rolling back afterwards",
            Verdict.Investigate => "investigate before rolling back afterwards",
            Verdict.Unsafe => "UNSAFE to roll back afterwards",
        };

    // The worst, and of equals the one that runs first; what else changed comes last.
    private static string First(MigrationVerdict verdict)
    {
        if (verdict.Verdict == Verdict.Clear)
            return "";
        var operations = verdict.Migrations.SelectMany(migration =>
            migration.Operations.Select(operation =>
                (operation.Verdict, Text: $"{migration.App}.{migration.Name}: {operation.Reason}")
            )
        );
        var others = verdict.OtherChanges.Select(change => (change.Verdict, Text: $"{change.Path}: {change.Detail}"));
        var worst = operations.Concat(others).FirstOrDefault(entry => entry.Verdict == verdict.Verdict).Text;
        return worst is null ? "" : $": {worst.TrimEnd('.')}";
    }
}
