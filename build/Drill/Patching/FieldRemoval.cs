using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Patching;

/// <summary>Removes one owned field and the maps that become empty. Its path segments name the field.</summary>
internal static class FieldRemoval
{
    /// <param name="node">The node at which the first segment starts.</param>
    /// <param name="segments">The rest of the field's path.</param>
    /// <param name="names">The field names on the way to the node.</param>
    public static void Remove(JsonNode? node, ReadOnlySpan<string> segments, string[] names)
    {
        var segment = segments[0];
        if (node is JsonObject map && segment.StartsWith("f:", StringComparison.Ordinal))
            RemoveField(map, segment[2..], segments[1..], names);
        else if (node is JsonArray list)
            RemoveItem(list, segment, segments[1..], names);
    }

    private static void RemoveField(JsonObject map, string name, ReadOnlySpan<string> rest, string[] names)
    {
        if (rest.Length == 0)
        {
            map.Remove(name);
            return;
        }

        Remove(map[name], rest, [.. names, name]);
        if (map[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
            map.Remove(name);
    }

    private static void RemoveItem(JsonArray list, string segment, ReadOnlySpan<string> rest, string[] names)
    {
        var item = list.FirstOrDefault(item => Segment(item, names) == segment);
        if (item is null)
            return;

        if (rest.Length == 0 || rest[0] == ".")
            list.Remove(item);
        else if (rest.Length > 1 || !MergeKeys.Apply(names).Contains(rest[0][2..]))
            Remove(item, rest, names);
    }

    private static string Segment(JsonNode? item, string[] names) =>
        item is JsonObject map
            ? FieldPaths.ItemSegment(map, MergeKeys.Apply(names))
            : "v:" + item?.ToJsonString(JsonText.Plain);
}
