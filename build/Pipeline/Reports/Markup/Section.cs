using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Markup;

/// <summary>A part of a page with a heading, which the page's navigation leads to.</summary>
/// <param name="Id">What links know it by.</param>
/// <param name="Title">The heading.</param>
/// <param name="Content">What follows it.</param>
public sealed record Section(string Id, string Title, params IReadOnlyList<Node?> Content)
{
    internal Element Link => LinkToPart(Id, Title);

    internal Element Body =>
        Tag("section", [Tag("h2", Title).Id($"{Id}-title"), .. Content]).Id(Id).Set("aria-labelledby", $"{Id}-title");
}
