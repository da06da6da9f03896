using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Drill.Json;

/// <summary>Reads and writes JSON by dotted paths, such as <c>spec.template.spec</c>.</summary>
internal static class JsonAccess
{
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (node is not JsonObject map || !map.TryGetPropertyValue(name, out node))
                return null;
        }

        return node;
    }

    public static string? Text(this JsonNode? node, string path) => node.At(path).AsText();

    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static int? Number(this JsonNode? node, string path) => (int?)node.Long(path);

    public static long? Long(this JsonNode? node, string path)
    {
        if (node.At(path) is not JsonValue value)
            return null;

        if (value.TryGetValue<long>(out var number))
            return number;

        return value.TryGetValue<int>(out var small) ? small : null;
    }

    public static bool Flag(this JsonNode? node, string path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static IEnumerable<JsonObject> Items(this JsonNode? node, string path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    public static IEnumerable<KeyValuePair<string, string>> Texts(this JsonNode? node, string path) =>
        node.At(path) is JsonObject map
            ? map.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.AsText() ?? ""))
            : [];

    /// <summary>The object at the path. Missing or null objects on the path are created.</summary>
    public static JsonObject Ensure(this JsonObject map, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (map[name] is not JsonObject child)
                map[name] = child = [];

            map = child;
        }

        return map;
    }

    /// <summary>Gives the field a value unless the field has a value.</summary>
    public static void Default(this JsonObject map, string name, JsonNode? value)
    {
        if (map[name] is null)
            map[name] = value;
    }

    /// <summary>Sets the field. A null removes the field, because the real server leaves empty fields out.</summary>
    public static void SetOrRemove(this JsonObject map, string name, JsonNode? value)
    {
        if (value is null)
            map.Remove(name);
        else
            map[name] = value;
    }

    /// <summary>Sets a count. A zero removes the field, because the real server leaves zeros out.</summary>
    public static void SetCount(this JsonObject map, string name, int value) =>
        map.SetOrRemove(name, value == 0 ? null : value);

    public static bool SameAs([NotNullWhen(true)] this JsonNode? left, JsonNode? right) =>
        JsonNode.DeepEquals(left, right);

    public static JsonObject Copy(this JsonObject map) => (JsonObject)map.DeepClone();
}

/// <summary>The settings with which JSON is written.</summary>
internal static class JsonText
{
    /// <summary>Without escapes that only HTML needs. Go's clients look for keys inside strings.</summary>
    public static JsonSerializerOptions Plain { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
