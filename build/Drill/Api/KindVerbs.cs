using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>The verbs and the subresources of a kind.</summary>
internal static class KindVerbs
{
    /// <summary>
    /// The versions that a group serves, the preferred one first: stable before beta, then the newest.
    /// </summary>
    public static IEnumerable<string> Versions(IEnumerable<ResourceKind> group) =>
        group
            .SelectMany(kind => kind.Versions)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(served => served.Length)
            .ThenByDescending(served => served, StringComparer.Ordinal);

    public static JsonArray Of(ResourceKind kind) =>
        kind.IsQuestion
            ? new JsonArray("create")
            : new JsonArray("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    public static IEnumerable<Subresource> Subresources(ResourceKind kind)
    {
        if (kind.HasStatus)
            yield return new Subresource("status", kind.Group, null, kind.Name, ["get", "patch", "update"]);

        if (kind.HasScale)
            yield return new Subresource("scale", "autoscaling", "v1", "Scale", ["get", "patch", "update"]);

        if (!kind.Is("", "Pod"))
            yield break;

        yield return new Subresource("eviction", "policy", "v1", "Eviction", ["create"]);
        yield return new Subresource("log", "", null, "Pod", ["get"]);
    }

    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}

/// <summary>A part of an object that has a path of its own.</summary>
/// <param name="Name">The last part of its path.</param>
/// <param name="Group">The group of the part's kind.</param>
/// <param name="Version">The version of the part's kind, or null for the object's own version.</param>
/// <param name="Kind">The part's kind.</param>
/// <param name="Verbs">The verbs that it takes.</param>
internal sealed record Subresource(
    string Name,
    string Group,
    string? Version,
    string Kind,
    IReadOnlyList<string> Verbs
);
