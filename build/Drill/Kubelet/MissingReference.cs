using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>Finds a ConfigMap, Secret or key that a container's environment needs and the namespace lacks.</summary>
internal static class MissingReference
{
    /// <returns>The kubelet's message, or null when nothing is missing.</returns>
    public static string? Find(ControlPlane plane, PodWorker pod, JsonObject container)
    {
        var single = container
            .Items("env")
            .SelectMany(variable =>
                new[]
                {
                    Check("Secret", variable.At("valueFrom.secretKeyRef")),
                    Check("ConfigMap", variable.At("valueFrom.configMapKeyRef")),
                }
            );
        var whole = container
            .Items("envFrom")
            .SelectMany(source =>
                new[] { Check("Secret", source["secretRef"]), Check("ConfigMap", source["configMapRef"]) }
            );
        return single.Concat(whole).FirstOrDefault(message => message is not null);

        string? Check(string kind, JsonNode? reference)
        {
            if (reference is null || reference.Flag("optional"))
                return null;

            var name = reference.Text("name") ?? "";
            var found = plane.Store.Get(new ObjectKey(plane.Kinds["", kind], pod.Key.Namespace, name));
            if (found is null)
                return $"{kind.ToLowerInvariant()} \"{name}\" not found";

            return reference.Text("key") is { } key && found.Json["data"]?[key] is null
                ? $"couldn't find key {key} in {kind} {pod.Key.Namespace}/{name}"
                : null;
        }
    }
}
