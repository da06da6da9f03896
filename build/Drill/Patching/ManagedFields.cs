using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Patching;

/// <summary>
/// Records which manager set which field (Kubernetes documentation, "Server-Side Apply", field management).
/// </summary>
internal static class ManagedFields
{
    /// <summary>Gives the writer the fields that it changed, and takes them from all other managers.</summary>
    public static void Track(JsonObject? before, JsonObject after, WriteOptions options, DateTimeOffset now)
    {
        if (options.Manager is null)
            return;

        var owners = FieldOwner.ReadAll(after);
        var old = before is null ? [] : FieldPaths.Of(before);
        var fields = FieldPaths.Of(after);
        var changed = fields.Where(field => old.GetValueOrDefault(field.Key) != field.Value).Select(field => field.Key);
        Disown(owners, old.Keys.Where(path => !fields.ContainsKey(path)).ToHashSet(StringComparer.Ordinal), now);
        Give(owners, changed.ToHashSet(StringComparer.Ordinal), options, now);
        FieldOwner.WriteAll(after, owners);
    }

    public static void Disown(List<FieldOwner> owners, HashSet<string> fields, DateTimeOffset now)
    {
        foreach (var owner in owners.Where(owner => owner.Fields.Overlaps(fields)))
            owner.Own(owner.Fields.Except(fields, StringComparer.Ordinal), now);
    }

    private static void Give(List<FieldOwner> owners, HashSet<string> changed, WriteOptions options, DateTimeOffset now)
    {
        if (changed.Count == 0)
            return;

        var owner = owners.Find(entry => entry.Is(options.Manager!, "Update", options.Subresource));
        if (owner is null)
            owners.Add(owner = FieldOwner.New(options.Manager!, "Update", options.ApiVersion, options.Subresource));

        Disown([.. owners.Where(entry => entry != owner)], changed, now);
        owner.Own(owner.Fields.Union(changed, StringComparer.Ordinal), now);
    }
}
