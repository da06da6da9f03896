using System.Text;
using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

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
