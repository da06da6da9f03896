using System.Text;
using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

/// <summary>
/// The form in which objects are written: as they are, or as rows of a Table when the client asks for a Table.
/// </summary>
internal abstract class Rendering
{
    public static Rendering For(ApiCall call)
    {
        var first = call.Http.Request.Headers.Accept.ToString().Split(',')[0];
        return first.Contains("as=Table", StringComparison.Ordinal) ? new TableRendering(call) : new ObjectRendering();
    }

    public abstract Task WriteOneAsync(ApiCall call, Stored found, int status);

    public abstract Task WriteListAsync(ApiCall call, IReadOnlyList<Stored> found, JsonObject metadata);

    /// <summary>The text of a watch event.</summary>
    public abstract string Event(ApiCall call, Stored found);
}

/// <summary>Objects as they are.</summary>
internal sealed class ObjectRendering : Rendering
{
    public override Task WriteOneAsync(ApiCall call, Stored found, int status) =>
        HttpAnswer.TextAsync(call.Http, found.Text(call.ApiVersion), status);

    public override Task WriteListAsync(ApiCall call, IReadOnlyList<Stored> found, JsonObject metadata)
    {
        var text = new StringBuilder();
        text.Append("{\"kind\":\"").Append(call.Kind.Name).Append("List\",\"apiVersion\":\"").Append(call.ApiVersion);
        text.Append("\",\"metadata\":").Append(metadata.ToJsonString()).Append(",\"items\":[");
        text.AppendJoin(',', found.Select(item => item.TextInList));
        text.Append("]}");
        return HttpAnswer.TextAsync(call.Http, text.ToString());
    }

    public override string Event(ApiCall call, Stored found) => found.Text(call.ApiVersion);
}

/// <summary>Objects as rows, each with the object's metadata.</summary>
internal sealed class TableRendering(ApiCall call) : Rendering
{
    private readonly TableColumns _columns = TableColumns.For(call.Kind);
    private bool _headed;

    public override Task WriteOneAsync(ApiCall call, Stored found, int status) =>
        HttpAnswer.JsonAsync(call.Http, Table(call, [found], Version(found)), status);

    public override Task WriteListAsync(ApiCall call, IReadOnlyList<Stored> found, JsonObject metadata) =>
        HttpAnswer.JsonAsync(call.Http, Table(call, found, metadata));

    public override string Event(ApiCall call, Stored found) =>
        Table(call, [found], Version(found)).ToJsonString(JsonText.Plain);

    private static JsonObject Version(Stored found) =>
        new() { ["resourceVersion"] = found.Json.Text("metadata.resourceVersion") };

    /// <summary>Only the first table of a watch names its columns.</summary>
    private JsonObject Table(ApiCall call, IReadOnlyList<Stored> found, JsonObject metadata)
    {
        var definitions = _headed ? null : _columns.Definitions();
        _headed = true;
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = definitions,
            ["rows"] = new JsonArray([.. found.Select(item => Row(call, item))]),
        };
    }

    private JsonObject Row(ApiCall call, Stored found)
    {
        var row = new JsonObject { ["cells"] = _columns.Cells(found, call.Plane.Now) };
        row["object"] = call.Query("includeObject") switch
        {
            "None" => null,
            "Object" => JsonNode.Parse(found.Text(call.ApiVersion)),
            _ => new JsonObject
            {
                ["kind"] = "PartialObjectMetadata",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = found.Json["metadata"]!.DeepClone(),
            },
        };
        return row;
    }
}
