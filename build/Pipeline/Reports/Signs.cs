using Pipeline.Reports.Markup;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports;

/// <summary>The small things that all sections are made of.</summary>
public static class Signs
{
    /// <summary>A word with a sign before it, which says the same to those who do not see colours.</summary>
    /// <param name="kind"><c>good</c>, <c>bad</c>, <c>warn</c> or <c>quiet</c>.</param>
    /// <param name="sign">The sign; not read out, since the word is.</param>
    /// <param name="text">The word.</param>
    public static Element Badge(string kind, string sign, string text) =>
        Tag("span", Tag("span", sign).Set("aria-hidden", "true"), $" {text}").Class($"badge {kind}");

    /// <summary>Something that a machine gave a name: an image, a pod, a commit.</summary>
    public static Element Code(string text) => Tag("code", text);

    /// <summary>Lines of a log or of a cluster, as they were.</summary>
    public static Element Lines(IEnumerable<string> lines) => Tag("pre", lines.Select(line => Tag("span", line)));

    /// <summary>A short text that is not broken over lines.</summary>
    public static Element Whole(string text) => Tag("span", text).Class("whole");
}
