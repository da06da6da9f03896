using System.Text.Json;

namespace Foundation.Json;

/// <summary>
/// JSON that others have written: a value of another type than expected counts as absent. Nothing throws, since a
/// parser's message can quote the text, and the text can be a secret.
/// </summary>
public static class LooseJson
{
    /// <summary>The value that a text is, or <see langword="null"/> when it is no JSON.</summary>
    public static JsonElement? TryParse(string? text)
    {
        try
        {
            return JsonElement.Parse(text ?? "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The member of an object, or <see langword="null"/> when there is none.</summary>
    public static JsonElement? Find(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The text that a member of an object is, or <see langword="null"/> when it is something else.</summary>
    public static string? Text(this JsonElement json, string name) => json.Find(name)?.Text();

    /// <summary>The text that a value is, or <see langword="null"/> when it is something else.</summary>
    public static string? Text(this JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    /// <summary>The entries of a list that is the member of an object; none when it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}
