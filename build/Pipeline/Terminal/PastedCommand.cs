namespace Pipeline.Terminal;

/// <summary>Finds the command at the end of a sentence.</summary>
internal static class PastedCommand
{
    private static readonly string[] Programs = ["./build.sh ", "kubectl ", "az ", "gcloud ", "docker ", "git "];

    /// <summary>The words before the command, and the command; <see langword="null"/> where there is none.</summary>
    public static (string Text, string? Command) In(string sentence)
    {
        if (Programs.Any(program => sentence.StartsWith(program, StringComparison.Ordinal)))
            return ("", sentence);
        foreach (var program in Programs)
        {
            var at = sentence.IndexOf($": {program}", StringComparison.Ordinal);
            if (at > 0)
                return (sentence[..at], sentence[(at + 2)..]);
        }
        return (sentence, null);
    }
}
