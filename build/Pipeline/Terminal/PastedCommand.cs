namespace Pipeline.Terminal;

/// <summary>Finds the command at the end of a sentence.</summary>
internal static class PastedCommand
{
    private const string Next = "; next: ";

    private static readonly string[] Programs = ["./build.sh ", "kubectl ", "az ", "gcloud ", "docker ", "git "];

    /// <summary>The same in a finding, whose next step stands at its end; before that, such words are prose.</summary>
    public static (string Text, string? Command) InFinding(string finding)
    {
        var at = finding.LastIndexOf(Next, StringComparison.Ordinal);
        if (at < 0)
            return (finding, null);
        var (text, command) = In(finding[(at + Next.Length)..]);
        return command is null ? (finding, null) : ($"{finding[..at]}{Next}{text}".TrimEnd(), command);
    }

    /// <summary>A finding without its next step.</summary>
    public static string ReasonOf(string finding) =>
        finding.LastIndexOf(Next, StringComparison.Ordinal) is var at and >= 0 ? finding[..at] : finding;

    /// <summary>
    /// The words before the command, and the command; <see langword="null"/> where there is none, and where the
    /// sentence goes on behind it, such as <c>git stash, or commit</c>.
    /// </summary>
    public static (string Text, string? Command) In(string sentence) =>
        Split(sentence) is var (text, command)
        && !command.Contains(", or ", StringComparison.Ordinal)
        && !command.Contains(", then ", StringComparison.Ordinal)
            ? (text, command)
            : (sentence, null);

    private static (string Text, string Command)? Split(string sentence)
    {
        if (Programs.Any(program => sentence.StartsWith(program, StringComparison.Ordinal)))
            return ("", sentence);
        foreach (var program in Programs)
        {
            var at = sentence.IndexOf($": {program}", StringComparison.Ordinal);
            if (at > 0)
                return (sentence[..at], sentence[(at + 2)..]);
        }
        return null;
    }
}
