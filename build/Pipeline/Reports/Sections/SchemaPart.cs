using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>Where the schema of a region stands after a failed migration, and the ways on.</summary>
internal static class SchemaPart
{
    /// <summary>Draws it; nothing of a schema whose migration did not fail.</summary>
    public static Element? Of(SchemaRecord? schema)
    {
        if (schema?.Ways is not { } ways)
            return null;
        return Tag(
            "div",
            Tag("h4", "The schema"),
            schema.Cause is { } cause ? Tag("p", Tag("b", "Cause"), $" {cause}") : null,
            Tag("p", SchemaWords.Stand(schema)),
            Tag(
                "ul",
                SchemaWords
                    .Groups(schema)
                    .Select(group => Tag("li", Tag("b", group.Word), $" {string.Join(", ", group.Names)}"))
            ),
            schema.Serving is { } serving
                ? Tag(
                    "div",
                    Tag("p", Tag("b", SchemaWords.Of(serving))),
                    Tag("ul", serving.Reasons.Select(reason => Tag("li", reason)))
                )
                : null,
            Tag("h4", "Ways on"),
            Tag(
                "ul",
                ways.Select(way =>
                    Tag("li", way.What, way.Command is { } command ? Tag("span", ": ", Signs.Code(command)) : null)
                )
            )
        );
    }
}
