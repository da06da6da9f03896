namespace Drill.Kubelet;

/// <summary>
/// The database behind a cluster's application: which migrations have been applied. It outlives Jobs and pods, so a
/// second attempt applies only what is left.
/// </summary>
internal sealed class DjangoDatabase
{
    private const string App = "audits";
    private const string Everything = "  Apply all migrations: admin, audits, auth, contenttypes, sessions";

    // What the image of a drill brings, in the order in which Django applies it.
    private static readonly string[] Names = ["0040_audit_and_issue", "0041_audit_archived", "0042_issue_due_date"];

    // The version that is live has applied the first.
    private int _applied = 1;

    /// <summary>The migrations of the release that are not applied.</summary>
    public IReadOnlyList<string> Left => Names[_applied..];

    /// <summary>Runs <c>migrate</c> to its end.</summary>
    /// <param name="command">The words of the command: they may name an app and a migration to go back to.</param>
    public ContainerProgram Migrate(IReadOnlyList<string> command) =>
        command.SkipWhile(word => word != "migrate").ToArray() is ["migrate", var app, var name, ..]
        && !app.StartsWith('-')
            ? Run($"  Target specific migration: {name}, from {app}", Undone(app, name), 0)
            : Run(Everything, Pending(), 0);

    /// <summary>Runs <c>migrate</c> up to its last statement, which the database refuses.</summary>
    public ContainerProgram Fail() =>
        Run(
            Everything,
            Pending().SkipLast(1),
            1,
            $"{Applying(Names[^1])}Traceback (most recent call last):",
            "django.db.utils.OperationalError: canceling statement due to lock timeout"
        );

    /// <summary>Runs <c>migrate</c> up to its first statement, which waits for ever.</summary>
    public ContainerProgram Hang() =>
        Run(Everything, [], null, Applying(Names[Math.Min(_applied, Names.Length - 1)])) with
        {
            StopCode = 137,
        };

    private IEnumerable<Step> Pending() =>
        Enumerable
            .Range(_applied, Names.Length - _applied)
            .Select(index => new Step($"{Applying(Names[index])} OK", index + 1));

    /// <summary>What is un-applied, the newest first, to go back to a migration or to <c>zero</c>.</summary>
    private IEnumerable<Step> Undone(string app, string name)
    {
        var kept =
            name == "zero" ? 0 : 1 + Array.FindIndex(Names, known => known.StartsWith(name, StringComparison.Ordinal));
        return app != App || (kept == 0 && name != "zero")
            ? []
            : Enumerable
                .Range(kept, Math.Max(0, _applied - kept))
                .Reverse()
                .Select(index => new Step($"  Unapplying {App}.{Names[index]}... OK", index));
    }

    private ContainerProgram Run(string operation, IEnumerable<Step> steps, int? exitCode, params string[] last)
    {
        string[] preface = ["Operations to perform:", operation, "Running migrations:"];
        var work = steps.ToArray();
        string[] nothing = work.Length + last.Length == 0 ? ["  No migrations to apply."] : [];
        string[] lines = [.. preface, .. work.Select(step => step.Line), .. nothing, .. last];
        return new ContainerProgram(lines, exitCode)
        {
            Logged = line => _applied = work.ElementAtOrDefault(line - preface.Length)?.AppliedAfter ?? _applied,
        };
    }

    private static string Applying(string name) => $"  Applying {App}.{name}...";

    /// <summary>One migration that is applied or un-applied.</summary>
    /// <param name="Line">What Django says when it is done.</param>
    /// <param name="AppliedAfter">How many migrations are applied then.</param>
    private sealed record Step(string Line, int AppliedAfter);
}
