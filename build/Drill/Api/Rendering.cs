using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>How objects are written: as themselves, or as rows of a Table where the client asks for one.</summary>
internal abstract class Rendering
{
    public static Rendering For(ApiCall call)
    {
        var first = call.Http.Request.Headers.Accept.ToString().Split(',')[0];
        return first.Contains("as=Table", StringComparison.Ordinal) ? new TableRendering(call) : new ObjectRendering();
    }

    public abstract Task WriteOneAsync(ApiCall call, Stored found, int status);

    public abstract Task WriteListAsync(ApiCall call, IReadOnlyList<Stored> found, JsonObject metadata);

    /// <summary>What a watch event carries.</summary>
    public abstract string Event(ApiCall call, Stored found);
}
