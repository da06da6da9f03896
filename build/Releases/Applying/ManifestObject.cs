using System.Text.Json.Nodes;

namespace Releases.Applying;

/// <summary>An object that a manifest asks for. Its variables are filled in.</summary>
/// <param name="File">The manifest's path below the fleet file's folder.</param>
/// <param name="Json">The object.</param>
public sealed record ManifestObject(string File, JsonObject Json)
{
    /// <summary>The API version, such as <c>apps/v1</c>.</summary>
    public string ApiVersion => Text(Json, "apiVersion");

    /// <summary>The API group, such as <c>apps</c>. It is empty for the first objects that Kubernetes had.</summary>
    public string Group => ApiVersion.Split('/') is [var group, _] ? group : "";

    /// <summary>The kind, such as <c>Deployment</c>.</summary>
    public string Kind => Text(Json, "kind");

    /// <summary>The object's name.</summary>
    public string Name => Text(Json["metadata"] as JsonObject, "name");

    /// <summary>The namespace that the manifest names. It is empty when the manifest names none.</summary>
    public string Namespace => Text(Json["metadata"] as JsonObject, "namespace");

    /// <summary>The pod template of a workload. <see langword="null"/> for every other object.</summary>
    public JsonObject? Pods
    {
        get
        {
            var spec = Json["spec"] as JsonObject;
            var holder = Kind == "CronJob" ? (spec?["jobTemplate"] as JsonObject)?["spec"] as JsonObject : spec;
            return (holder?["template"] as JsonObject)?["spec"] as JsonObject;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";

    private static string Text(JsonObject? section, string key) =>
        section?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
