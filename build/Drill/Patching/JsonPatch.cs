using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Patching;

/// <summary>JSON patch (RFC 6902).</summary>
internal static class JsonPatch
{
    /// <exception cref="ApiFailure">An operation is malformed, or its path or test does not hold.</exception>
    public static JsonObject Apply(JsonObject target, JsonArray patch)
    {
        foreach (var operation in patch.OfType<JsonObject>())
            Run(target, operation);

        return target;
    }

    private static void Run(JsonObject target, JsonObject operation)
    {
        var path = Segments(operation.Text("path") ?? "");
        switch (operation.Text("op"))
        {
            case "add":
                Add(target, path, operation["value"]?.DeepClone());
                break;
            case "remove":
                Remove(target, path);
                break;
            case "replace":
                Remove(target, path);
                Add(target, path, operation["value"]?.DeepClone());
                break;
            case "move":
                var from = Segments(operation.Text("from") ?? "");
                var moved = Find(target, from)?.DeepClone();
                Remove(target, from);
                Add(target, path, moved);
                break;
            case "copy":
                Add(target, path, Find(target, Segments(operation.Text("from") ?? ""))?.DeepClone());
                break;
            case "test":
                if (!JsonNode.DeepEquals(Find(target, path), operation["value"]))
                    throw ApiFailure.PatchDoesNotFit();
                break;
            default:
                throw ApiFailure.PatchDoesNotFit();
        }
    }

    private static string[] Segments(string pointer) =>
        [
            .. pointer
                .Split('/')
                .Skip(1)
                .Select(segment =>
                    segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
                ),
        ];

    private static JsonNode? Find(JsonNode? node, IEnumerable<string> path)
    {
        foreach (var segment in path)
        {
            node = node switch
            {
                JsonObject map when map.ContainsKey(segment) => map[segment],
                JsonArray list => list[Position(list, segment, list.Count - 1)],
                _ => throw ApiFailure.PatchDoesNotFit(),
            };
        }

        return node;
    }

    private static void Add(JsonObject target, string[] path, JsonNode? value)
    {
        switch (Find(target, path[..^1]))
        {
            case JsonObject map:
                map[path[^1]] = value;
                break;
            case JsonArray list:
                list.Insert(path[^1] == "-" ? list.Count : Position(list, path[^1], list.Count), value);
                break;
            default:
                throw ApiFailure.PatchDoesNotFit();
        }
    }

    private static void Remove(JsonObject target, string[] path)
    {
        var parent = Find(target, path[..^1]);
        if (parent is JsonArray list)
            list.RemoveAt(Position(list, path[^1], list.Count - 1));
        else if (parent is not JsonObject map || !map.Remove(path[^1]))
            throw ApiFailure.PatchDoesNotFit();
    }

    private static int Position(JsonArray list, string segment, int last) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position <= last
            ? position
            : throw ApiFailure.PatchDoesNotFit();
}
