using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Patching;

/// <summary>One entry of <c>metadata.managedFields</c>: a manager and the fields that it owns.</summary>
internal sealed class FieldOwner
{
    private FieldOwner(string manager, string operation, string apiVersion, string subresource, HashSet<string> fields)
    {
        Manager = manager;
        Operation = operation;
        ApiVersion = apiVersion;
        Subresource = subresource;
        Fields = fields;
    }

    public string Manager { get; }

    public string Operation { get; }

    public string ApiVersion { get; }

    public string Subresource { get; }

    public HashSet<string> Fields { get; private set; }

    public string? Time { get; private set; }

    public static FieldOwner New(string manager, string operation, string apiVersion, string subresource) =>
        new(manager, operation, apiVersion, subresource, new HashSet<string>(StringComparer.Ordinal));

    public static List<FieldOwner> ReadAll(JsonObject? json) => [.. json.Items("metadata.managedFields").Select(Read)];

    /// <summary>Writes the entries that still own a field.</summary>
    public static void WriteAll(JsonObject json, IEnumerable<FieldOwner> owners)
    {
        var entries = new JsonArray([.. InOrder(owners).Select(owner => owner.ToJson())]);
        json.Ensure("metadata").SetOrRemove("managedFields", entries.Count == 0 ? null : entries);
    }

    /// <summary>The entries in the real server's order: appliers first, then by time.</summary>
    private static IEnumerable<FieldOwner> InOrder(IEnumerable<FieldOwner> owners) =>
        owners
            .Where(owner => owner.Fields.Count > 0)
            .OrderBy(owner => owner.Operation, StringComparer.Ordinal)
            .ThenBy(owner => owner.Time, StringComparer.Ordinal)
            .ThenBy(owner => owner.Manager, StringComparer.Ordinal);

    public bool Is(string manager, string operation, string subresource) =>
        Manager == manager && Operation == operation && Subresource == subresource;

    /// <summary>Gives the entry these fields. Its time changes only when its fields do.</summary>
    public void Own(IEnumerable<string> fields, DateTimeOffset now)
    {
        var next = new HashSet<string>(fields, StringComparer.Ordinal);
        if (Time is not null && next.SetEquals(Fields))
            return;

        Fields = next;
        Time = now.ToSeconds();
    }

    private static FieldOwner Read(JsonObject entry)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        Flatten(entry["fieldsV1"] as JsonObject ?? [], "", fields);
        return new FieldOwner(
            entry.Text("manager") ?? "",
            entry.Text("operation") ?? "",
            entry.Text("apiVersion") ?? "",
            entry.Text("subresource") ?? "",
            fields
        )
        {
            Time = entry.Text("time"),
        };
    }

    private JsonObject ToJson()
    {
        var tree = new JsonObject();
        foreach (var path in Fields.Order(StringComparer.Ordinal))
        {
            var node = tree;
            foreach (var segment in path.Split(FieldPaths.Separator))
            {
                node.Default(segment, new JsonObject());
                node = (JsonObject)node[segment]!;
            }
        }

        var entry = new JsonObject
        {
            ["manager"] = Manager,
            ["operation"] = Operation,
            ["apiVersion"] = ApiVersion,
            ["time"] = Time,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = tree,
        };
        if (Subresource.Length > 0)
            entry["subresource"] = Subresource;

        return entry;
    }

    private static void Flatten(JsonObject tree, string path, HashSet<string> fields)
    {
        foreach (var (segment, inner) in tree)
        {
            var here = path.Length == 0 ? segment : $"{path}{FieldPaths.Separator}{segment}";
            if (inner is JsonObject { Count: > 0 } deeper)
                Flatten(deeper, here, fields);
            else
                fields.Add(here);
        }
    }
}
