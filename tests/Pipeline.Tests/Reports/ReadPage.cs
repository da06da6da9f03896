using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Pipeline.Reports;
using Releases.Records;

namespace Pipeline.Tests.Reports;

/// <summary>A page as a browser's parser reads it.</summary>
internal sealed class ReadPage
{
    private readonly IDocument _document;

    private ReadPage(string html)
    {
        Html = html;
        // Strict: a page of ours has to be right, not only to be understood.
        _document = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
    }

    public static ReadPage Of(ReleaseRecord record) => new(ReleaseReport.Write(record));

    public static ReadPage Of(string html) => new(html);

    public string Html { get; }

    public string Title => _document.Title!;

    public IElement this[string selector] =>
        _document.QuerySelector(selector) ?? throw new InvalidOperationException($"the page has no {selector}");

    public IReadOnlyList<IElement> All(string selector) => [.. _document.QuerySelectorAll(selector)];

    /// <summary>The texts of elements, with single spaces.</summary>
    public IReadOnlyList<string> Texts(string selector) => [.. All(selector).Select(TextOf)];

    /// <summary>The lines of preformatted texts, as they are.</summary>
    public IReadOnlyList<string> Lines(string selector) =>
        [.. All(selector).SelectMany(text => text.Children).Select(line => line.TextContent)];

    public string Text(string selector) => TextOf(this[selector]);

    /// <summary>The rows of a table without its header, cells joined.</summary>
    public IReadOnlyList<string> Rows(string table) =>
        [.. All($"{table} tbody tr").Select(row => string.Join(" | ", row.Children.Select(TextOf)))];

    public string Fact(string name) =>
        TextOf(All("dl.facts > div").Single(fact => TextOf(fact.FirstElementChild!) == name).LastElementChild!);

    private static string TextOf(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
