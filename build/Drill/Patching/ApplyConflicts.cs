using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Patching;

/// <summary>Refuses a server-side apply in the words of the real server.</summary>
internal static class ApplyConflicts
{
    /// <exception cref="ApiFailure">Another manager owns one of the fields.</exception>
    public static void ThrowIfAny(IEnumerable<FieldOwner> others, HashSet<string> changed)
    {
        var conflicts = others
            .Select(owner =>
                (
                    Owner: Describe(owner),
                    Fields: owner
                        .Fields.Where(changed.Contains)
                        .Select(Readable)
                        .Order(StringComparer.Ordinal)
                        .ToArray()
                )
            )
            .Where(conflict => conflict.Fields.Length > 0)
            .ToArray();
        if (conflicts.Length == 0)
            return;

        var count = conflicts.Sum(conflict => conflict.Fields.Length);
        var lines = conflicts.Select(conflict =>
            conflict.Fields.Length == 1
                ? $"conflict with {conflict.Owner}: {conflict.Fields[0]}"
                : $"conflicts with {conflict.Owner}:\n{string.Join('\n', conflict.Fields.Select(field => $"- {field}"))}"
        );
        var noun = count == 1 ? "conflict" : "conflicts";
        throw ApiFailure.ApplyConflict(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Apply failed with {count} {noun}: {string.Join('\n', lines)}"
            ),
            conflicts.SelectMany(conflict => conflict.Fields.Select(field => Cause(conflict.Owner, field)))
        );
    }

    private static JsonObject Cause(string owner, string field) =>
        new()
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = $"conflict with {owner}",
            ["field"] = field,
        };

    private static string Describe(FieldOwner owner)
    {
        var with = owner.Subresource.Length > 0 ? $" with subresource \"{owner.Subresource}\"" : "";
        var version = owner.Operation == "Update" ? $" using {owner.ApiVersion}" : "";
        return $"\"{owner.Manager}\"{with}{version}";
    }

    /// <summary>The path for people, such as <c>.spec.containers[name="web"].image</c>.</summary>
    private static string Readable(string path) =>
        string.Concat(path.Split(FieldPaths.Separator).Where(segment => segment != ".").Select(ReadableSegment));

    private static string ReadableSegment(string segment) =>
        segment[..2] switch
        {
            "f:" => "." + segment[2..],
            "k:" when JsonNode.Parse(segment[2..]) is JsonObject keys =>
                $"[{string.Join(',', keys.Select(pair => $"{pair.Key}={pair.Value?.ToJsonString()}"))}]",
            _ => $"[={segment[2..]}]",
        };
}
