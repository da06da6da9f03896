using Foundation.Failures;
using Foundation.Text;

namespace Pipeline.Tools.Git;

/// <summary>
/// The hook of a checkout that looks at a push before anything is sent. Where it refuses, git itself says only that the
/// push has failed.
/// </summary>
internal static class PushHook
{
    /// <summary>The hook's file, as git is asked for it.</summary>
    public const string Path = "hooks/pre-push";

    private const int LastWords = 3;
    private const int LongestQuote = 300;

    // What git says where the push itself has failed, which comes after the hook.
    private static readonly string[] OfThePush = ["! [", "remote:", "hung up", "unexpected disconnect", "RPC failed"];

    /// <summary>
    /// What the hook said last; empty where it said nothing. <see langword="null"/> where it was not the hook that
    /// refused.
    /// </summary>
    public static string? WordsOf(ToolOutput output)
    {
        string[] said =
        [
            .. output.ErrorLines.TakeWhile(line => !line.StartsWith(ToolFailure.PushSummary, StringComparison.Ordinal)),
        ];
        var isOver = said.Length < output.ErrorLines.Count;
        if (!isOver || said.Any(line => OfThePush.Any(text => line.Contains(text, StringComparison.Ordinal))))
            return null;
        // Many hooks write to both.
        var words = output.Lines.Concat(said).Select(line => VisibleText.Line(line).Trim()).Where(IsSaid);
        return Shortened.To(string.Join(" / ", words.TakeLast(LastWords)), LongestQuote);
    }

    /// <summary>The failure, with the hook's own words.</summary>
    public static ReleaseException Failure(string words) =>
        new(
            $"git push: the pre-push hook of this checkout refused it{Because(words)}",
            $"Mend what it names, then run the same command; git rev-parse --git-path {Path} shows where it is"
        );

    private static string Because(string words) => words is "" ? ", and does not say why." : $": {words}";

    // Frames say nothing.
    private static bool IsSaid(string line) => line.Any(char.IsLetterOrDigit);
}
