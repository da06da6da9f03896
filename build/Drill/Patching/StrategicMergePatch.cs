using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Patching;

/// <summary>
/// Kubernetes' strategic merge patch. It differs from a merge patch in two ways: lists whose items have a key are
/// merged item by item, and directives (<c>$patch</c>, <c>$retainKeys</c>, <c>$setElementOrder</c>,
/// <c>$deleteFromPrimitiveList</c>) are obeyed.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string Order = "$setElementOrder/";
    private const string DeleteValues = "$deleteFromPrimitiveList/";

    public static JsonObject Apply(JsonObject target, JsonObject patch) => Merge(target, patch, []);

    private static JsonObject Merge(JsonObject target, JsonObject patch, string[] path)
    {
        switch (patch.Text(Directive))
        {
            case "replace":
                return Clean(patch);
            case "delete":
                return [];
        }

        if (patch[RetainKeys] is JsonArray retained)
            Retain(target, [.. retained.Select(name => name.AsText() ?? "")]);

        foreach (var (name, value) in patch.Where(pair => !pair.Key.StartsWith('$')))
            MergeField(target, name, value, [.. path, name]);

        foreach (var (name, value) in patch.Where(pair => pair.Key.StartsWith(DeleteValues, StringComparison.Ordinal)))
            RemoveValues(target[name[DeleteValues.Length..]] as JsonArray, value as JsonArray);

        foreach (var (name, value) in patch.Where(pair => pair.Key.StartsWith(Order, StringComparison.Ordinal)))
        {
            var field = name[Order.Length..];
            if (target[field] is JsonArray list && value is JsonArray order)
                target[field] = ListOrder.Arrange(list, order, MergeKeys.Strategic([.. path, field]));
        }

        return target;
    }

    private static void MergeField(JsonObject target, string name, JsonNode? value, string[] path)
    {
        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject patch:
                var present = target[name] as JsonObject;
                target.Remove(name);
                if (patch.Text(Directive) != "delete")
                    target[name] = Merge(present ?? [], patch, path);
                break;
            case JsonArray items when MergeKeys.Strategic(path) is { } key:
                target[name] = MergeList(target[name] as JsonArray ?? [], items, key, path);
                break;
            case JsonArray items when MergeKeys.IsSet(path) && target[name] is JsonArray set:
                foreach (var item in items.Where(item => !set.Any(old => JsonNode.DeepEquals(old, item))))
                    set.Add(item?.DeepClone());
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static JsonArray MergeList(JsonArray present, JsonArray patch, string key, string[] path)
    {
        var patches = patch.OfType<JsonObject>().ToArray();
        if (Array.Exists(patches, item => item.Text(Directive) == "replace"))
            return [.. patches.Where(item => item.Text(Directive) is null).Select(item => item.DeepClone())];

        var merged = present.OfType<JsonObject>().Select(item => item.Copy()).ToList();
        foreach (var item in patches)
        {
            var index = merged.FindIndex(old => JsonNode.DeepEquals(old[key], item[key]));
            if (item.Text(Directive) == "delete")
                merged.RemoveAll(old => JsonNode.DeepEquals(old[key], item[key]));
            else if (index < 0)
                merged.Add(Merge([], item, path));
            else
                merged[index] = Merge(merged[index], item, path);
        }

        return [.. merged];
    }

    private static JsonObject Clean(JsonObject patch)
    {
        var clean = patch.Copy();
        clean.Remove(Directive);
        return clean;
    }

    private static void Retain(JsonObject target, HashSet<string> names)
    {
        foreach (var name in target.Select(pair => pair.Key).Where(name => !names.Contains(name)).ToArray())
            target.Remove(name);
    }

    private static void RemoveValues(JsonArray? list, JsonArray? values)
    {
        foreach (var value in values ?? [])
        {
            if (list?.FirstOrDefault(item => JsonNode.DeepEquals(item, value)) is { } found)
                list.Remove(found);
        }
    }
}
