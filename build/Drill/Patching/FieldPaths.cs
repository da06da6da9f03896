using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Patching;

/// <summary>
/// Splits an object into the fields that can be owned, with their values. Each is named as in <c>fieldsV1</c>
/// (<c>f:spec</c>, <c>k:{"name":"web"}</c>, <c>v:"value"</c>, <c>.</c> for an item itself).
/// </summary>
internal static class FieldPaths
{
    /// <summary>The separator between the segments of a path. No name has this character.</summary>
    public const char Separator = '\u001f';

    private static readonly HashSet<string> Unowned = new(StringComparer.Ordinal)
    {
        "name",
        "namespace",
        "uid",
        "creationTimestamp",
        "generation",
        "resourceVersion",
        "managedFields",
        "selfLink",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
    };

    public static Dictionary<string, string> Of(JsonObject json)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in json)
        {
            if (name is "apiVersion" or "kind" || (name == "status" && value is JsonObject { Count: 0 }))
                continue;

            if (name != "metadata")
                Collect(value, $"f:{name}", [name], fields);
            else if (value is JsonObject metadata)
            {
                foreach (var (inner, innerValue) in metadata.Where(pair => !Unowned.Contains(pair.Key)))
                    Collect(innerValue, $"f:metadata{Separator}f:{inner}", ["metadata", inner], fields);
            }
        }

        return fields;
    }

    /// <summary>The segment that names an item of a keyed list.</summary>
    public static string ItemSegment(JsonObject item, IReadOnlyList<string> keys)
    {
        var identity = new JsonObject();
        foreach (var key in keys)
        {
            if (item[key] is { } value)
                identity[key] = value.DeepClone();
            else if (key == "protocol")
                identity[key] = "TCP";
        }

        return "k:" + identity.ToJsonString(JsonText.Plain);
    }

    private static void Collect(JsonNode? value, string path, string[] names, Dictionary<string, string> fields)
    {
        switch (value)
        {
            case null:
                break;
            case JsonObject { Count: > 0 } map when !MergeKeys.IsAtomicMap(names):
                foreach (var (name, inner) in map)
                    Collect(inner, $"{path}{Separator}f:{name}", [.. names, name], fields);
                break;
            case JsonArray { Count: > 0 } list when MergeKeys.Apply(names) is { Count: > 0 } keys:
                foreach (var item in list.OfType<JsonObject>())
                    CollectItem(item, $"{path}{Separator}{ItemSegment(item, keys)}", names, fields);
                break;
            case JsonArray { Count: > 0 } list when MergeKeys.IsSet(names):
                foreach (var item in list)
                    fields[$"{path}{Separator}v:{item?.ToJsonString(JsonText.Plain)}"] = "";
                break;
            default:
                fields[path] = value.ToJsonString(JsonText.Plain);
                break;
        }
    }

    private static void CollectItem(JsonObject item, string path, string[] names, Dictionary<string, string> fields)
    {
        fields[$"{path}{Separator}."] = "";
        foreach (var (name, inner) in item)
            Collect(inner, $"{path}{Separator}f:{name}", [.. names, name], fields);
    }
}
