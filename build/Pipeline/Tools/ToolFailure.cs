using Foundation.Failures;
using Foundation.Text;
using Foundation.Timing;

namespace Pipeline.Tools;

/// <summary>Turns what a tool said when it failed into one line and the next step.</summary>
internal static class ToolFailure
{
    // A build's error output is the whole build. What went wrong is at its end. An earlier line of the program that is
    // built must not be mistaken for the tool's own words.
    private const int TailLines = 20;

    private static readonly string[] ErrorPrefixes = ["fatal:", "error:", "denied:", "unauthorized:", "! ["];

    /// <summary>What git ends a push with, whatever was the matter.</summary>
    public const string PushSummary = "error: failed to push some refs";

    /// <summary>A tool that was stopped at its limit: what it said last tells why it waited.</summary>
    public static ReleaseException TooLong(
        string command,
        TimeSpan limit,
        IEnumerable<string> errorLines,
        IReadOnlyList<FailureHint> known
    )
    {
        IReadOnlyList<string> all = [.. errorLines];
        var tail = Tail(all);
        var stopped = $"{command} did not end within {DurationText.OfLimit(limit)} and was stopped";
        return FailureHint.Find(known, tail, all) is { } failure
            ? new ReleaseException($"{stopped}: {failure.Message}", failure.NextStep)
            : new ReleaseException(tail is [.., var last] ? $"{stopped}; it said: {last.Trim()}" : $"{stopped}.");
    }

    public static ReleaseException Of(
        string command,
        int exitCode,
        IEnumerable<string> errorLines,
        IReadOnlyList<FailureHint> known
    )
    {
        IReadOnlyList<string> all = [.. errorLines];
        var tail = Tail(all);
        var failure = FailureHint.Find(known, tail, all);
        return failure is null
            ? new ReleaseException($"{command} failed with exit code {exitCode}{Quoted(UsefulLine(tail))}")
            : new ReleaseException($"{command}: {failure.Message}", failure.NextStep);
    }

    /// <summary>Says so when there is no folder to run a tool in, which is the application's checkout.</summary>
    /// <exception cref="ReleaseException">There is none.</exception>
    public static void ThrowIfMissing(string folder, Exception inner)
    {
        if (Directory.Exists(folder))
            return;
        throw new ReleaseException(
            $"{folder}: there is no such folder.",
            "Name the application's checkout: --app=DIR",
            inner
        );
    }

    private static List<string> Tail(IEnumerable<string> lines) =>
        [.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(TailLines)];

    private static string? UsefulLine(List<string> lines) =>
        lines.Find(line => IsError(line) && !IsSummary(line))
        ?? lines.FindLast(line => !IsSummary(line))
        ?? lines.LastOrDefault();

    private static bool IsSummary(string line) => line.StartsWith(PushSummary, StringComparison.Ordinal);

    private static bool IsError(string line) =>
        ErrorPrefixes.Any(prefix => line.TrimStart().StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static string Quoted(string? line) => line is null ? ", and said nothing." : $": {line.Trim()}";
}

/// <summary>A failure that people meet often, recognised by the tool's own words.</summary>
/// <param name="Text">What the tool says, in any case; part of a line.</param>
/// <param name="Message">What it means.</param>
/// <param name="NextStep">The command to run, or the change to make.</param>
public sealed record FailureHint(string Text, string Message, string NextStep)
{
    private const int LongestQuote = 300;

    // What GitLab and GitHub write before their reasons.
    private static readonly string[] Openings = ["GitLab:", "GL-HOOK-ERR:", "ERROR:"];

    /// <summary>
    /// What a line begins with that says why, for a failure whose reason others give in words of their own: the first
    /// such line is added to the message, and a failure without one is not this one.
    /// </summary>
    public string? Quotes { get; init; }

    /// <summary>The first of the hints that one of the lines shows; <see langword="null"/> when none does.</summary>
    public static FailureHint? Find(IReadOnlyList<FailureHint> hints, IReadOnlyList<string> lines) =>
        Find(hints, lines, lines);

    /// <summary>The first of the hints that one of the last lines shows, with the reason from all of them.</summary>
    public static FailureHint? Find(
        IReadOnlyList<FailureHint> hints,
        IReadOnlyList<string> last,
        IReadOnlyList<string> all
    ) =>
        hints
            .Where(hint => last.Any(line => line.Contains(hint.Text, StringComparison.OrdinalIgnoreCase)))
            .Select(hint => hint.WithReason(all))
            .FirstOrDefault(hint => hint is not null);

    private FailureHint? WithReason(IReadOnlyList<string> lines) =>
        Quotes is null ? this
        : lines.Select(Reason).FirstOrDefault(reason => reason is not null) is { } reason
            ? this with
            {
                Message = $"{Message}: {reason}",
            }
        : null;

    private string? Reason(string line)
    {
        if (!line.StartsWith(Quotes!, StringComparison.Ordinal))
            return null;
        var reason = VisibleText.Line(line[Quotes!.Length..]).Trim();
        foreach (var opening in Openings)
        {
            if (reason.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
                reason = reason[opening.Length..].Trim();
        }
        // Frames around a text, and how far the server has come with what was sent, say nothing.
        var says = reason.Any(char.IsLetter) && !reason.Contains("% (", StringComparison.Ordinal);
        return says ? Shortened.To(reason, LongestQuote) : null;
    }
}
