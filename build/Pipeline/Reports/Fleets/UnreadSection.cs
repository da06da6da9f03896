using Pipeline.Reports.Markup;
using Releases.Histories;
using Releases.Surveys;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Fleets;

/// <summary>What could not be read; it says nothing about how the regions are.</summary>
internal static class UnreadSection
{
    public static Section? Of(FleetStatus status, FleetHistory history)
    {
        // A region that cannot be read at all is named first on the page.
        var unknown = status.Regions.Where(region => region.Health == Health.Unknown).Select(region => region.Name);
        var forgotten = history
            .Unread.Where(region => !unknown.Contains(region.Region))
            .Select(region => $"history of {region.Region}: {region.Problem}");
        var lines = status
            .Regions.SelectMany(region => region.Unread)
            .Concat(forgotten)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return lines.Length == 0
            ? null
            : new Section("unread", "Not read", Tag("ul", lines.Select(line => Tag("li", line))).Class("problems"));
    }
}
