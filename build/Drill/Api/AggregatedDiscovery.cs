using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>
/// A group's entry in the aggregated discovery document (Kubernetes documentation, "Aggregated discovery").
/// </summary>
internal static class AggregatedDiscovery
{
    public static JsonObject Group(IGrouping<string, ResourceKind> group) =>
        new()
        {
            ["metadata"] = new JsonObject { ["name"] = group.Key.Length > 0 ? group.Key : null },
            ["versions"] = new JsonArray([
                .. KindVerbs
                    .Versions(group)
                    .Select(served => new JsonObject
                    {
                        ["version"] = served,
                        ["freshness"] = "Current",
                        ["resources"] = new JsonArray([
                            .. group.Where(kind => kind.Versions.Contains(served)).Select(kind => Kind(kind, served)),
                        ]),
                    }),
            ]),
        };

    private static JsonObject Kind(ResourceKind kind, string served)
    {
        var entry = new JsonObject
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = ResponseKind(kind.Group, served, kind.Name),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = KindVerbs.Of(kind),
        };
        if (kind.ShortNames.Count > 0)
            entry["shortNames"] = KindVerbs.Texts(kind.ShortNames);

        if (kind.InCategoryAll)
            entry["categories"] = new JsonArray("all");

        var subresources = KindVerbs
            .Subresources(kind)
            .Select(sub => new JsonObject
            {
                ["subresource"] = sub.Name,
                ["responseKind"] = ResponseKind(sub.Group, sub.Version ?? served, sub.Kind),
                ["verbs"] = KindVerbs.Texts(sub.Verbs),
            });
        var list = new JsonArray([.. subresources]);
        if (list.Count > 0)
            entry["subresources"] = list;

        return entry;
    }

    private static JsonObject ResponseKind(string group, string served, string name) =>
        new()
        {
            ["group"] = group,
            ["version"] = served,
            ["kind"] = name,
        };
}
