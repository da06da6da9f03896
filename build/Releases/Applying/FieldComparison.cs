using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Foundation.Text;

namespace Releases.Applying;

/// <summary>Compares an object as it is with the same object as a manifest would leave it, field by field.</summary>
internal sealed class FieldComparison
{
    private const int LongestValue = 80;

    // For people on a terminal, which shows letters of every language and no HTML.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<FieldDifference> _found = [];
    private readonly bool _isSecret;

    private FieldComparison(bool isSecret)
    {
        _isSecret = isSecret;
    }

    /// <summary>The fields that differ, in the order of the object. The values of a Secret are not told.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="now">The object.</param>
    /// <param name="then">The object afterwards.</param>
    public static IReadOnlyList<FieldDifference> Of(string kind, JsonObject now, JsonObject then)
    {
        var comparison = new FieldComparison(kind == "Secret");
        comparison.Compare("", now, then);
        return comparison._found;
    }

    private void Compare(string path, JsonNode? now, JsonNode? then)
    {
        if (JsonNode.DeepEquals(now, then))
            return;
        if (now is JsonObject before && then is JsonObject after)
        {
            foreach (var key in before.Select(entry => entry.Key).Union(after.Select(entry => entry.Key)))
                CompareField($"{path}{(path.Length == 0 ? "" : ".")}{key}", before, after, key);
        }
        else if (now is JsonArray items && then is JsonArray others)
        {
            Compare(path, items, others);
        }
        else
        {
            _found.Add(new FieldDifference(path, Text(now), Text(then)));
        }
    }

    private void CompareField(string path, JsonObject before, JsonObject after, string key)
    {
        if (!before.ContainsKey(key))
            _found.Add(new FieldDifference(path, null, Text(after[key])));
        else if (!after.ContainsKey(key))
            _found.Add(new FieldDifference(path, Text(before[key]), null));
        else
            Compare(path, before[key], after[key]);
    }

    // Containers, volumes and variables are known by their names: one more in front changes no other.
    private void Compare(string path, JsonArray now, JsonArray then)
    {
        var areNamed = AreNamed(now) && AreNamed(then);
        var (before, after) = (Named(now, areNamed), Named(then, areNamed));
        foreach (var name in before.Select(item => item.Name).Union(after.Select(item => item.Name)))
        {
            var old = before.Where(item => item.Name == name).Select(item => item.Item).ToArray();
            var other = after.Where(item => item.Name == name).Select(item => item.Item).ToArray();
            if (old.Length > 0 && other.Length > 0)
                Compare($"{path}[{name}]", old[0], other[0]);
            else
                _found.Add(
                    new FieldDifference(
                        $"{path}[{name}]",
                        old.Length == 0 ? null : Text(old[0]),
                        other.Length == 0 ? null : Text(other[0])
                    )
                );
        }
    }

    private static bool AreNamed(JsonArray items)
    {
        var names = items.Select(NameOf).ToArray();
        return !names.Contains(null) && names.Distinct().Count() == names.Length;
    }

    private static (string Name, JsonNode? Item)[] Named(JsonArray items, bool areNamed) =>
        [.. items.Select((item, at) => (areNamed ? NameOf(item)! : $"{at}", item))];

    private static string? NameOf(JsonNode? item) =>
        item is JsonObject json && json["name"] is JsonValue value && value.TryGetValue<string>(out var name)
            ? name
            : null;

    private string Text(JsonNode? value) =>
        _isSecret ? "(not shown)" : Shortened.To(value is null ? "null" : value.ToJsonString(Readable), LongestValue);
}
