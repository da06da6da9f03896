using System.Text.RegularExpressions;

namespace Releases.Schemas;

/// <summary>An error of Django or PostgreSQL that a migration can end with, in plain words.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Means">What has happened, in a phrase.</param>
/// <param name="Next">What helps.</param>
/// <param name="Pattern">What it looks like in a log, as a regular expression.</param>
public sealed record KnownError(string Name, string Means, string Next, string Pattern)
{
    // Read once: a log has hundreds of lines, and each is held against all of them.
    private readonly Regex _pattern = new(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>What has to be somewhere in the log besides; <see langword="null"/> where the line is enough.</summary>
    public string? Beside { get; init; }

    /// <summary>All of it in one line.</summary>
    public string Line => $"{Name}: {Means}; {Next}";

    /// <summary>
    /// Finds the error that a log ends with: the last line that one of them stands in; <see langword="null"/> when none
    /// does.
    /// </summary>
    /// <remarks>A traceback ends with the error itself (Python documentation, "traceback").</remarks>
    public static KnownError? Find(IReadOnlyList<string> log) =>
        log.Reverse().Select(line => Of(line, log)).FirstOrDefault(error => error is not null);

    private static KnownError? Of(string line, IReadOnlyList<string> log) =>
        KnownErrors.All.FirstOrDefault(error =>
            error._pattern.IsMatch(line)
            && (error.Beside is not { } beside || log.Any(other => other.Contains(beside, StringComparison.Ordinal)))
        );
}
