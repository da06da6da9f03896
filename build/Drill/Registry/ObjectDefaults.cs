using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Settings;
using Drill.Storage;

namespace Drill.Registry;

/// <summary>Fills in the fields that a manifest leaves out, as the real server does.</summary>
internal sealed class ObjectDefaults(ClusterVersion version)
{
    private int _addresses = 10;

    public void Apply(ResourceKind kind, JsonObject body)
    {
        if (version.Minor < 29)
            DropUnknown(body);

        switch (kind.Name)
        {
            case "Pod":
                PodDefaults.Apply(body.Ensure("spec"));
                PodDefaults.Admit(body.Ensure("spec"));
                StartPod(body);
                // From 1.33 on pods have a generation. From 1.34 on their status says which generation the kubelet has
                // seen.
                if (version.Minor >= 34)
                    body.Ensure("metadata").Default("generation", 1);
                break;
            case "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet":
                WorkloadDefaults.Apply(kind.Name, body, version);
                break;
            case "Job":
                JobDefaults.Apply(body, version);
                break;
            case "CronJob":
                JobDefaults.ApplyToCronJob(body.Ensure("spec"));
                break;
            case "Service":
                DefaultService(body.Ensure("spec"));
                break;
            case "Secret":
                DefaultSecret(body);
                break;
            case "Namespace":
                DefaultNamespace(body);
                break;
        }
    }

    /// <summary>Drops fields that a server of this version does not know. Sidecars came with 1.29.</summary>
    private static void DropUnknown(JsonObject body)
    {
        foreach (var path in new[] { "spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec" })
        {
            foreach (var init in body.Items($"{path}.initContainers"))
                init.Remove("restartPolicy");
        }
    }

    private static void StartPod(JsonObject pod)
    {
        var status = pod.Ensure("status");
        status.Default("phase", "Pending");
        status.Default("qosClass", PodDefaults.QualityOfService(pod));
    }

    private void DefaultService(JsonObject spec)
    {
        spec.Default("type", "ClusterIP");
        spec.Default("sessionAffinity", "None");
        if (spec.Text("type") != "ExternalName" && spec["clusterIP"] is null)
        {
            var address = $"10.0.{_addresses / 250}.{_addresses++ % 250 + 1}";
            spec["clusterIP"] = address;
            spec.Default("clusterIPs", new JsonArray(address));
        }

        foreach (var port in spec.Items("ports"))
        {
            port.Default("protocol", "TCP");
            port.Default("targetPort", port["port"]?.DeepClone());
        }
    }

    private static void DefaultSecret(JsonObject secret)
    {
        secret.Default("type", "Opaque");
        foreach (var (name, text) in secret.Texts("stringData").ToArray())
            secret.Ensure("data")[name] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

        secret.Remove("stringData");
    }

    private void DefaultNamespace(JsonObject body)
    {
        body.Ensure("spec").Default("finalizers", new JsonArray("kubernetes"));
        body.Ensure("status").Default("phase", "Active");
        if (version.Minor >= 21)
            body.Ensure("metadata.labels").Default("kubernetes.io/metadata.name", body.Text("metadata.name"));
    }
}
