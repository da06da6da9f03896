using System.Text.RegularExpressions;

namespace Releases.Schemas;

/// <summary>An error of Django or PostgreSQL that ends a migration, in plain words.</summary>
/// <param name="Name">The error's name.</param>
/// <param name="Means">What has happened, in a phrase.</param>
/// <param name="Next">What helps.</param>
/// <param name="Pattern">The error's text in a log, as a regular expression.</param>
public sealed record KnownError(string Name, string Means, string Next, string Pattern)
{
    // The pattern is compiled once, because every line of a log is compared with every pattern.
    private readonly Regex _pattern = new(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>A text that the log has to have also. <see langword="null"/> where the one line is enough.</summary>
    public string? Beside { get; init; }

    /// <summary>Name, meaning and next step in one line.</summary>
    public string Line => $"{Name}: {Means}; {Next}";

    /// <summary>
    /// Finds the error that a log ends with: the last line that matches a known error. <see langword="null"/> when no
    /// line does.
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
