using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Settings;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>
/// Tells clients which kinds the cluster serves. It has the legacy documents, and from 1.26 on the aggregated one.
/// </summary>
internal sealed class Discovery(KindCatalog kinds, ClusterVersion version)
{
    private const int FirstAggregatedMinor = 26;

    public async Task<bool> TryAnswerAsync(HttpContext http, string[] segments)
    {
        var answer = segments switch
        {
            ["api"] => Aggregated(http, core: true) ?? CoreVersions(),
            ["apis"] => Aggregated(http, core: false) ?? GroupList(),
            ["api", var core] => Resources("", core),
            ["apis", var group] => Group(group),
            ["apis", var group, var served] => Resources(group, served),
            _ => null,
        };
        if (answer is null)
            return false;

        var aggregated = answer["kind"]!.GetValue<string>() == "APIGroupDiscoveryList";
        var contentType = aggregated
            ? $"application/json;g=apidiscovery.k8s.io;v={AggregatedVersion(http)};as=APIGroupDiscoveryList"
            : "application/json";
        await HttpAnswer.JsonAsync(http, answer, contentType: contentType);
        return true;
    }

    private string? AggregatedVersion(HttpContext http)
    {
        if (version.Minor < FirstAggregatedMinor)
            return null;

        var accept = http.Request.Headers.Accept.ToString();
        if (!accept.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal))
            return null;

        return version.Minor >= 30 && accept.Contains("v=v2;", StringComparison.Ordinal) ? "v2" : "v2beta1";
    }

    private JsonObject? Aggregated(HttpContext http, bool core)
    {
        if (AggregatedVersion(http) is not { } spoken)
            return null;

        return new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = $"apidiscovery.k8s.io/{spoken}",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([
                .. Groups().Where(group => (group.Key.Length == 0) == core).Select(AggregatedDiscovery.Group),
            ]),
        };
    }

    private IEnumerable<IGrouping<string, ResourceKind>> Groups() => kinds.All.GroupBy(kind => kind.Group);

    private static JsonObject CoreVersions() =>
        new()
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(),
        };

    private JsonObject GroupList() =>
        new()
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. Groups().Where(group => group.Key.Length > 0).Select(GroupEntry)]),
        };

    private JsonObject? Group(string name)
    {
        if (Groups().FirstOrDefault(found => found.Key == name) is not { } group || name.Length == 0)
            return null;

        var entry = GroupEntry(group);
        entry["kind"] = "APIGroup";
        entry["apiVersion"] = "v1";
        return entry;
    }

    private static JsonObject GroupEntry(IGrouping<string, ResourceKind> group)
    {
        var versions = KindVerbs.Versions(group).Select(served => Entry(group.Key, served)).ToArray();
        return new JsonObject
        {
            ["name"] = group.Key,
            ["versions"] = new JsonArray([.. versions]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };

        static JsonObject Entry(string name, string served) =>
            new() { ["groupVersion"] = $"{name}/{served}", ["version"] = served };
    }

    private JsonObject? Resources(string group, string served)
    {
        var found = kinds.All.Where(kind => kind.Group == group && kind.Versions.Contains(served)).ToArray();
        if (found.Length == 0)
            return null;

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = found[0].ApiVersionOf(served),
            ["resources"] = new JsonArray([.. found.SelectMany(LegacyEntries)]),
        };
    }

    private static IEnumerable<JsonObject> LegacyEntries(ResourceKind kind)
    {
        var entry = LegacyEntry(kind.Plural, kind, kind.Name);
        entry["singularName"] = kind.Singular;
        entry["verbs"] = KindVerbs.Of(kind);
        if (kind.ShortNames.Count > 0)
            entry["shortNames"] = KindVerbs.Texts(kind.ShortNames);

        if (kind.InCategoryAll)
            entry["categories"] = new JsonArray("all");

        yield return entry;
        foreach (var sub in KindVerbs.Subresources(kind))
        {
            var subEntry = LegacyEntry($"{kind.Plural}/{sub.Name}", kind, sub.Kind);
            subEntry["verbs"] = KindVerbs.Texts(sub.Verbs);
            if (sub.Version is not null)
            {
                subEntry["group"] = sub.Group;
                subEntry["version"] = sub.Version;
            }

            yield return subEntry;
        }
    }

    private static JsonObject LegacyEntry(string name, ResourceKind kind, string kindName) =>
        new()
        {
            ["name"] = name,
            ["singularName"] = "",
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kindName,
        };
}
