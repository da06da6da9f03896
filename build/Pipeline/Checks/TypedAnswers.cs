using Pipeline.Targets;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>What a person may answer to a question before a change.</summary>
/// <param name="target">The target of the run.</param>
/// <param name="question">The question.</param>
internal sealed class TypedAnswers(string target, string question)
{
    // The names of versions in a question stand between words and marks.
    private static readonly char[] Marks = [' ', '?', ',', ';', ':', '(', ')'];

    private readonly ReleaseVersion? _version = question
        .Split(Marks, StringSplitOptions.RemoveEmptyEntries)
        .Select(ReleaseVersion.TryParse)
        .FirstOrDefault(version => version is not null);

    /// <summary>What is understood, in one line.</summary>
    public string Help => $"y, yes, {target}{(_version is null ? "" : $" or {_version}")} is yes; anything else is no.";

    /// <summary>Whether the person wants to know what can be answered.</summary>
    public static bool AsksForHelp(string? answer) => Plain(answer) is "?" or "HELP";

    /// <summary>
    /// Whether the answer is yes: the word itself, the target that runs, or the version that the question is about.
    /// </summary>
    public bool IsYes(string? answer) =>
        Plain(answer) is "Y" or "YES"
        || (answer is not null && TargetCatalog.Find(answer.Trim())?.Name == target)
        || (_version is not null && ReleaseVersion.TryParseTyped(answer?.Trim()) == _version);

    private static string? Plain(string? answer) => answer?.Trim().ToUpperInvariant();
}
