using System.Text.Json.Nodes;

namespace Drill.Patching;

/// <summary>Puts a merged list into the order that a patch asks for.</summary>
internal static class ListOrder
{
    /// <summary>
    /// Items that the order names come in that order. Each other item stays behind the item that it followed.
    /// </summary>
    public static JsonArray Arrange(JsonArray list, JsonArray order, string? key)
    {
        var items = list.Select(item => item?.DeepClone()).ToList();
        var arranged = new List<JsonNode?>();
        foreach (var wanted in order)
        {
            var index = items.FindIndex(item => JsonNode.DeepEquals(Identity(item, key), Identity(wanted, key)));
            if (index >= 0)
                arranged.Add(items[index]);
        }

        for (var index = 0; index < items.Count; index++)
        {
            if (!arranged.Contains(items[index]))
                arranged.Insert(index == 0 ? 0 : arranged.IndexOf(items[index - 1]) + 1, items[index]);
        }

        return [.. arranged];
    }

    private static JsonNode? Identity(JsonNode? item, string? key) =>
        key is not null && item is JsonObject map ? map[key] : item;
}
