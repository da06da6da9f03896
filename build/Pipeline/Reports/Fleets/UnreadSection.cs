using Pipeline.Reports.Markup;
using Releases.Surveys;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Fleets;

/// <summary>What could not be read; it says nothing about how the regions are.</summary>
internal static class UnreadSection
{
    public static Section? Of(FleetStatus status)
    {
        var lines = status.Regions.SelectMany(region => region.Unread).Distinct(StringComparer.Ordinal).ToArray();
        return lines.Length == 0
            ? null
            : new Section("unread", "Not read", Tag("ul", lines.Select(line => Tag("li", line))).Class("problems"));
    }
}
