using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Markup;

/// <summary>A whole page in one file, which fetches and runs nothing.</summary>
public static class Page
{
    // Holds even if escaping should fail somewhere: no address is fetched, no script is run, no other style applies.
    private static string Policy =>
        $"default-src 'none'; style-src {StyleSheet.Hash}; base-uri 'none'; form-action 'none'";

    /// <summary>Writes a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="header">What it is about.</param>
    /// <param name="sections">Its content.</param>
    /// <param name="footer">Where it comes from.</param>
    public static string Write(string title, Element header, IReadOnlyList<Section> sections, Element footer)
    {
        var page = new StringWriter { NewLine = "\n" };
        page.WriteLine("<!doctype html>");
        var body = Tag(
            "body",
            LinkToPart("main", "Skip to the content").Class("skip"),
            header,
            sections.Count > 1 ? Navigation(sections) : null,
            Tag("main", sections.Select(section => section.Body)).Id("main"),
            footer
        );
        Tag("html", Head(title), body).Set("lang", "en").WriteTo(page);
        page.WriteLine();
        return page.ToString();
    }

    private static Element Navigation(IEnumerable<Section> sections) =>
        Tag("nav", Tag("ul", sections.Select(section => Tag("li", section.Link))))
            .Set("aria-label", "Parts of this page");

    private static Element Head(string title) =>
        Tag(
            "head",
            Tag("meta").Set("charset", "utf-8"),
            Tag("meta").Set("http-equiv", "Content-Security-Policy").Set("content", Policy),
            Tag("meta").Set("name", "viewport").Set("content", "width=device-width, initial-scale=1"),
            Tag("meta").Set("name", "color-scheme").Set("content", "light dark"),
            Tag("meta").Set("name", "referrer").Set("content", "no-referrer"),
            Tag("title", title),
            new StyleSheet()
        );
}
