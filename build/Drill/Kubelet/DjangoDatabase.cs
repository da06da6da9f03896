using System.Text.RegularExpressions;

namespace Drill.Kubelet;

/// <summary>
/// The database behind a cluster's application: which migrations have been applied. It outlives Jobs and pods, so a
/// second attempt applies only what is left. What any container says that it has applied is applied.
/// </summary>
internal sealed partial class DjangoDatabase
{
    private const string App = "audits";
    private const string Everything = "  Apply all migrations: admin, audits, auth, contenttypes, sessions";

    // What the image of a drill brings, in the order in which Django applies it.
    private static readonly string[] Names = ["0040_audit_and_issue", "0041_audit_archived", "0042_issue_due_date"];

    private readonly Lock _lock = new();

    // What the image of the version that is live brings, and what containers have spoken of besides.
    private readonly List<string> _known = [.. Names.Select(FullName)];

    // The version that is live has applied the first.
    private readonly HashSet<string> _applied = [FullName(Names[0])];

    /// <summary>The migrations of the release that are not applied.</summary>
    public IReadOnlyList<string> Left
    {
        get
        {
            lock (_lock)
                return [.. Names.Where(name => !_applied.Contains(FullName(name)))];
        }
    }

    /// <summary>Runs <c>migrate</c> to its end.</summary>
    /// <param name="command">The words of the command: they may name an app and a migration to go back to.</param>
    public ContainerProgram Migrate(IReadOnlyList<string> command) =>
        command.SkipWhile(word => word != "migrate").ToArray() is ["migrate", var app, var name, ..]
        && !app.StartsWith('-')
            ? Run($"  Target specific migration: {name}, from {app}", Undone(app, name), 0)
            : Run(Everything, Left.Select(Done), 0);

    /// <summary>Runs <c>showmigrations --plan</c>: it changes nothing.</summary>
    /// <param name="isFormer">Whether with the image of the version that was live first, which does not know what later
    /// ones bring.</param>
    public ContainerProgram Show(bool isFormer)
    {
        lock (_lock)
            return ContainerProgram.Exits(
                0,
                [
                    .. _known
                        .Take(isFormer ? 1 : _known.Count)
                        .Select(name => $"[{(_applied.Contains(name) ? 'X' : ' ')}]  {name}"),
                ]
            );
    }

    /// <summary>Runs <c>migrate</c> up to its last statement, which the database refuses.</summary>
    public ContainerProgram Fail() =>
        Run(
            Everything,
            Left.SkipLast(1).Select(Done),
            1,
            $"{Applying(Names[^1])}Traceback (most recent call last):",
            "django.db.utils.OperationalError: canceling statement due to lock timeout"
        );

    /// <summary>Runs <c>migrate</c> up to its first statement, which waits for ever.</summary>
    public ContainerProgram Hang() =>
        Run(Everything, [], null, Applying(Left is [var next, ..] ? next : Names[^1])) with
        {
            StopCode = 137,
        };

    /// <summary>Takes what a container of a Job has written: the work is done by then.</summary>
    public void Note(string line)
    {
        if (Step().Match(line) is not { Success: true } step)
            return;
        var name = step.Groups["name"].Value;
        lock (_lock)
        {
            if (!_known.Contains(name))
                _known.Add(name);
            if (!step.Groups["end"].Success)
                return;
            if (step.Groups["un"].Success)
                _applied.Remove(name);
            else
                _applied.Add(name);
        }
    }

    /// <summary>What is un-applied, the newest first, to go back to a migration or to <c>zero</c>.</summary>
    private IEnumerable<string> Undone(string app, string name)
    {
        var kept =
            name == "zero" ? 0 : 1 + Array.FindIndex(Names, known => known.StartsWith(name, StringComparison.Ordinal));
        if (app != App || (kept == 0 && name != "zero"))
            return [];
        lock (_lock)
            return
            [
                .. Names[kept..]
                    .Where(known => _applied.Contains(FullName(known)))
                    .Reverse()
                    .Select(known => $"  Unapplying {FullName(known)}... OK"),
            ];
    }

    private static ContainerProgram Run(
        string operation,
        IEnumerable<string> steps,
        int? exitCode,
        params string[] last
    )
    {
        string[] preface = ["Operations to perform:", operation, "Running migrations:"];
        var work = steps.ToArray();
        string[] nothing = work.Length + last.Length == 0 ? ["  No migrations to apply."] : [];
        return new ContainerProgram([.. preface, .. work, .. nothing, .. last], exitCode);
    }

    private static string Done(string name) => $"{Applying(name)} OK";

    private static string Applying(string name) => $"  Applying {FullName(name)}...";

    private static string FullName(string name) => $"{App}.{name}";

    [GeneratedRegex(
        @"^\s*((?<un>Unapplying)|Applying) (?<name>\w+\.\S+?)\.\.\.(?<end> (OK|FAKED).*)?",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Step();
}
