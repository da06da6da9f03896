using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>What can be done with the objects of a kind, and which subresources they have.</summary>
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

/// <summary>A part of an object with a path of its own.</summary>
/// <param name="Name">The last part of its path.</param>
/// <param name="Group">The group of the kind it speaks.</param>
/// <param name="Version">The version of the kind it speaks, or null for the object's own.</param>
/// <param name="Kind">The kind it speaks.</param>
/// <param name="Verbs">What can be done with it.</param>
internal sealed record Subresource(
    string Name,
    string Group,
    string? Version,
    string Kind,
    IReadOnlyList<string> Verbs
);
