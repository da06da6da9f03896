namespace Pipeline.Reports.Markup;

/// <summary>
/// An element of a page, with attributes and children. It never changes: what adds to it gives a new one.
/// </summary>
public sealed class Element : Node
{
    // What these hold is run or fetched, not shown. Links have a method of their own, which looks at the address.
    private static readonly string[] ForbiddenNames = ["script", "style", "iframe", "object", "embed", "base", "link"];
    private static readonly string[] ForbiddenAttributes = ["href", "src", "srcdoc", "style", "action"];

    private readonly string _name;
    private readonly IReadOnlyList<(string Name, string Value)> _attributes;
    private readonly IReadOnlyList<Node> _children;

    private Element(string name, IReadOnlyList<(string, string)> attributes, IReadOnlyList<Node> children)
    {
        _name = name;
        _attributes = attributes;
        _children = children;
    }

    /// <summary>Makes an element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="children">What it holds; a <see langword="null"/> is left out.</param>
    /// <exception cref="ArgumentException">A page of ours has no such element.</exception>
    public static Element Tag(string name, params IEnumerable<Node?> children) =>
        IsName(name) && !ForbiddenNames.Contains(name)
            ? new Element(name, [], [.. children.OfType<Node>()])
            : throw new ArgumentException($"'{name}' is no element for a page", nameof(name));

    /// <summary>A link to another part of the page.</summary>
    /// <param name="id">The part's id.</param>
    /// <param name="text">What the link says.</param>
    public static Element LinkToPart(string id, string text) => Tag("a", text).With("href", $"#{id}");

    /// <summary>
    /// A link to the web, where the address leads there; else the address as text, since it may run something.
    /// </summary>
    /// <param name="address">The address, which others may have written.</param>
    /// <param name="text">What the link says; the address when left out.</param>
    public static Node LinkToWeb(string address, string? text = null) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? Tag("a", text ?? address).With("href", uri.AbsoluteUri).Set("rel", "noreferrer noopener")
            : address;

    /// <summary>Sets an attribute.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">An attribute of this name could run or fetch something.</exception>
    public Element Set(string name, string value) =>
        IsName(name) && !ForbiddenAttributes.Contains(name) && !name.StartsWith("on", StringComparison.Ordinal)
            ? With(name, value)
            : throw new ArgumentException($"'{name}' is no attribute for a page", nameof(name));

    /// <summary>Makes a <c>use</c> element show another part of the page.</summary>
    /// <param name="id">The part's id.</param>
    public static Element Use(string id) => Tag("use").With("href", $"#{id}");

    /// <summary>Sets the class that the style sheet knows it by.</summary>
    public Element Class(string names) => Set("class", names);

    /// <summary>Sets the id that links know it by.</summary>
    public Element Id(string id) => Set("id", id);

    internal override void WriteTo(TextWriter page)
    {
        page.Write($"<{_name}");
        foreach (var (name, value) in _attributes)
            page.Write(value.Length == 0 ? $" {name}" : $" {name}=\"{EncodedText.Of(value)}\"");
        page.Write('>');
        // The one element of ours that has no end.
        if (_name == "meta")
            return;
        foreach (var child in _children)
            child.WriteTo(page);
        page.Write($"</{_name}>");
    }

    private Element With(string name, string value) => new(_name, [.. _attributes, (name, value)], _children);

    private static bool IsName(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
