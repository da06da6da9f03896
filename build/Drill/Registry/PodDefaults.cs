using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Registry;

/// <summary>The defaults of a pod's spec (k8s.io/kubernetes, pkg/apis/core/v1/defaults.go).</summary>
internal static class PodDefaults
{
    public static void Apply(JsonObject spec)
    {
        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("securityContext", new JsonObject());
        spec.Default("schedulerName", "default-scheduler");
        if (spec.Text("serviceAccountName") is { } account)
            spec.Default("serviceAccount", account);

        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
            ApplyToContainer(container);

        foreach (var volume in spec.Items("volumes"))
            ApplyToVolume(volume);
    }

    /// <summary>Adds the fields that admission gives to a pod, but not to a template.</summary>
    public static void Admit(JsonObject spec)
    {
        spec.Default("enableServiceLinks", true);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        spec.Default("priority", 0);
        spec.Default("tolerations", new JsonArray(Tolerate("not-ready"), Tolerate("unreachable")));
    }

    public static string QualityOfService(JsonObject pod)
    {
        var containers = pod.Items("spec.containers").ToArray();
        if (
            containers.All(container =>
                container.At("resources.requests") is null && container.At("resources.limits") is null
            )
        )
            return "BestEffort";

        var guaranteed = containers.All(container =>
            container.At("resources.limits.cpu") is not null
            && container.At("resources.limits.memory") is not null
            && JsonNode.DeepEquals(container.At("resources.requests"), container.At("resources.limits"))
        );
        return guaranteed ? "Guaranteed" : "Burstable";
    }

    private static void ApplyToContainer(JsonObject container)
    {
        var image = container.Text("image") ?? "";
        container.Default("imagePullPolicy", IsLatest(image) ? "Always" : "IfNotPresent");
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("resources", new JsonObject());
        foreach (var port in container.Items("ports"))
            port.Default("protocol", "TCP");

        foreach (var variable in container.Items("env"))
        {
            if (variable.At("valueFrom.fieldRef") is JsonObject field)
                field.Default("apiVersion", "v1");
        }

        foreach (var probe in new[] { "readinessProbe", "livenessProbe", "startupProbe" })
        {
            if (container[probe] is JsonObject settings)
                ApplyToProbe(settings);
        }
    }

    private static JsonObject Tolerate(string taint) =>
        new()
        {
            ["key"] = $"node.kubernetes.io/{taint}",
            ["operator"] = "Exists",
            ["effect"] = "NoExecute",
            ["tolerationSeconds"] = 300,
        };

    private static bool IsLatest(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains('@', StringComparison.Ordinal)
            && (!name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal));
    }

    private static void ApplyToProbe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        if (probe["httpGet"] is JsonObject http)
        {
            http.Default("scheme", "HTTP");
            http.Default("path", "/");
        }
    }

    private static void ApplyToVolume(JsonObject volume)
    {
        foreach (var source in new[] { "secret", "configMap" })
        {
            if (volume[source] is JsonObject settings)
                settings.Default("defaultMode", 420);
        }
    }
}
