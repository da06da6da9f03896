using System.Text.Json;

namespace Releases.Images;

/// <summary>Parts of JSON that may have any form: what is not as expected is not there.</summary>
internal static class JsonParts
{
    public static JsonElement? Find(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}
