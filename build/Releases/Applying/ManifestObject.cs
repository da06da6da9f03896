using System.Text.Json.Nodes;

namespace Releases.Applying;

/// <summary>An object that a manifest asks for, its variables filled in.</summary>
/// <param name="File">The manifest, below the fleet file's folder.</param>
/// <param name="Json">The object.</param>
public sealed record ManifestObject(string File, JsonObject Json)
{
    /// <summary>Such as <c>apps/v1</c>.</summary>
    public string ApiVersion => Text(Json, "apiVersion");

    /// <summary>Such as <c>Deployment</c>.</summary>
    public string Kind => Text(Json, "kind");

    /// <summary>Its name.</summary>
    public string Name => Text(Json["metadata"] as JsonObject, "name");

    /// <summary>The namespace that the manifest itself names; empty when it names none.</summary>
    public string Namespace => Text(Json["metadata"] as JsonObject, "namespace");

    /// <summary>The pods that a workload makes; <see langword="null"/> for every other object.</summary>
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
