using System.Text.RegularExpressions;

namespace Drill.Kubelet;

/// <summary>
/// The database of a cluster's application, with the migrations that were applied. It outlives Jobs and pods, so a
/// second attempt applies only what is left. A migration counts as applied when a container says so.
/// </summary>
internal sealed partial class DjangoDatabase
{
    private const string App = "audits";
    private const string Everything = "  Apply all migrations: admin, audits, auth, contenttypes, sessions";

    // The migrations of a drill's image, in the order in which Django applies them.
    private static readonly string[] Names = ["0040_audit_and_issue", "0041_audit_archived", "0042_issue_due_date"];

    private readonly Lock _lock = new();

    // The migrations of the live version's image, and other migrations that containers have named.
    private readonly List<string> _known = [.. Names.Select(FullName)];

    // The live version has applied the first migration.
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
    /// <param name="command">The words of the command. They may name an app and a migration to go back to.</param>
    public ContainerProgram Migrate(IReadOnlyList<string> command) =>
        command.SkipWhile(word => word != "migrate").ToArray() is ["migrate", var app, var name, ..]
        && !app.StartsWith('-')
            ? Run($"  Target specific migration: {name}, from {app}", Undone(app, name), 0)
            : Run(Everything, Left.Select(Done), 0);

    /// <summary>Runs <c>showmigrations --plan</c>. It changes nothing.</summary>
    /// <param name="isFormer">
    /// Whether the image is that of the former version, which does not know the migrations of later versions.
    /// </param>
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

    /// <summary>
    /// Runs <c>shell</c>, which a release asks how many rows tables have. An embedded cluster has no PostgreSQL and no
    /// rows, and says so.
    /// </summary>
    public static ContainerProgram Count() =>
        ContainerProgram.Exits(0, """release-rows {"vendor": "embedded", "rows": {}}""");

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

    /// <summary>
    /// Takes a line that a container of a Job has written. The work that the line names is done by then.
    /// </summary>
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

    /// <summary>The migrations to un-apply, the newest first, to go back to a migration or to <c>zero</c>.</summary>
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
