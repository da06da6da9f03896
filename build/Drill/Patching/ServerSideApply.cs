using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Patching;

/// <summary>
/// Server-side apply: merges a manager's intent into the live object (Kubernetes documentation, "Server-Side Apply").
/// </summary>
internal static class ServerSideApply
{
    /// <param name="live">The present object. It is changed in place. Empty for a new object.</param>
    /// <param name="intent">All that the manager wants to own.</param>
    /// <param name="options">The manager, and the API version of its request.</param>
    /// <param name="force">Whether it takes fields that others own. Otherwise it refuses.</param>
    /// <param name="now">The time of new ownership.</param>
    /// <exception cref="ApiFailure">Another manager owns a field with another value, and force is off.</exception>
    public static JsonObject Apply(
        JsonObject live,
        JsonObject intent,
        WriteOptions options,
        bool force,
        DateTimeOffset now
    )
    {
        var owners = FieldOwner.ReadAll(live);
        var mine = owners.Find(owner => owner.Is(options.Manager!, "Apply", options.Subresource));
        var others = owners.Where(owner => owner != mine).ToList();
        var wanted = FieldPaths.Of(intent);
        var present = FieldPaths.Of(live);
        var changed = wanted
            .Where(field => present.GetValueOrDefault(field.Key) != field.Value)
            .Select(field => field.Key)
            .ToHashSet(StringComparer.Ordinal);
        if (!force)
            ApplyConflicts.ThrowIfAny(others, changed);

        ManagedFields.Disown(others, changed, now);
        var merged = Merge(live, intent, []);
        if (mine is null)
            owners.Add(mine = FieldOwner.New(options.Manager!, "Apply", options.ApiVersion, options.Subresource));
        else
            Prune(merged, mine.Fields.Where(field => !wanted.ContainsKey(field)), others);

        mine.Own(wanted.Keys, now);
        FieldOwner.WriteAll(merged, owners);
        return merged;
    }

    private static JsonObject Merge(JsonObject live, JsonObject intent, string[] path)
    {
        foreach (var (name, value) in intent)
        {
            string[] here = [.. path, name];
            live[name] = (live[name], value) switch
            {
                (JsonObject present, JsonObject wanted) when !MergeKeys.IsAtomicMap(here) => Merge(
                    present.Copy(),
                    wanted,
                    here
                ),
                (JsonArray present, JsonArray wanted) when MergeKeys.Apply(here) is { Count: > 0 } keys => MergeItems(
                    present,
                    wanted,
                    keys,
                    here
                ),
                (JsonArray present, JsonArray wanted) when MergeKeys.IsSet(here) => Unite(present, wanted),
                _ => value?.DeepClone(),
            };
        }

        return live;
    }

    private static JsonArray MergeItems(JsonArray present, JsonArray wanted, IReadOnlyList<string> keys, string[] path)
    {
        var merged = present.OfType<JsonObject>().Select(item => item.Copy()).ToList();
        foreach (var item in wanted.OfType<JsonObject>())
        {
            var identity = FieldPaths.ItemSegment(item, keys);
            var index = merged.FindIndex(old => FieldPaths.ItemSegment(old, keys) == identity);
            if (index < 0)
                merged.Add(item.Copy());
            else
                merged[index] = Merge(merged[index], item, path);
        }

        return [.. merged];
    }

    private static JsonArray Unite(JsonArray present, JsonArray wanted) =>
        [
            .. present.Select(item => item?.DeepClone()),
            .. wanted
                .Where(item => !present.Any(old => JsonNode.DeepEquals(old, item)))
                .Select(item => item?.DeepClone()),
        ];

    /// <summary>
    /// Removes the fields that the manager owned and no longer wants, unless another manager owns them also.
    /// </summary>
    private static void Prune(JsonObject merged, IEnumerable<string> dropped, List<FieldOwner> others)
    {
        var paths = dropped.Where(path => !others.Exists(owner => Keeps(owner, path)));

        // Items come first, because an item whose key field is gone could not be found.
        foreach (var path in paths.OrderByDescending(IsItem))
            FieldRemoval.Remove(merged, path.Split(FieldPaths.Separator), []);
    }

    /// <summary>Whether an item stays: a manager owns a field inside of it.</summary>
    private static bool Keeps(FieldOwner owner, string path) =>
        IsItem(path)
            ? owner.Fields.Any(field => field.StartsWith(path[..^1], StringComparison.Ordinal))
            : owner.Fields.Contains(path);

    private static bool IsItem(string path) => path.EndsWith($"{FieldPaths.Separator}.", StringComparison.Ordinal);
}
