using System.Text.Json.Nodes;
using k8s.Models;

namespace ClusterContracts;

/// <summary>The objects of the shared tests.</summary>
internal static class SharedManifests
{
    public static V1Deployment Deployment(string name, string image, string sidecar, int replicas = 2) =>
        new()
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = new V1ObjectMeta { Name = name, Labels = Labels(name) },
            Spec = new V1DeploymentSpec
            {
                Replicas = replicas,
                Selector = new V1LabelSelector { MatchLabels = Labels(name) },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = Labels(name) },
                    Spec = new V1PodSpec
                    {
                        TerminationGracePeriodSeconds = 0,
                        InitContainers = [Container(ClusterStage.Ending, image)],
                        Containers = [Container("serves", image), Container("sidecar", sidecar)],
                    },
                },
            },
        };

    public static V1Job Job(string name, string container, string image, V1JobSpec? spec = null)
    {
        spec ??= new V1JobSpec();
        spec.BackoffLimit = 0;
        spec.Template = new V1PodTemplateSpec
        {
            Spec = new V1PodSpec
            {
                RestartPolicy = "Never",
                TerminationGracePeriodSeconds = 0,
                Containers = [Container(container, image)],
            },
        };
        return new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new V1ObjectMeta { Name = name },
            Spec = spec,
        };
    }

    public static JsonObject CronJob(string name, string apiVersion, string image) =>
        new()
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = "CronJob",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["schedule"] = "0 0 1 1 *",
                ["jobTemplate"] = JobTemplate(image, new JsonObject { ["restartPolicy"] = "Never" }),
            },
        };

    /// <summary>What sets the image of a CronJob's container.</summary>
    public static V1Patch SetCronJobImage(string image)
    {
        var spec = new JsonObject { ["jobTemplate"] = JobTemplate(image, []) };
        return new V1Patch(new JsonObject { ["spec"] = spec }.ToJsonString(), V1Patch.PatchType.StrategicMergePatch);
    }

    public static V1ConfigMap ConfigMap(string name, string value = "1", string? label = null) =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = name, Labels = Labels(label ?? name) },
            Data = new Dictionary<string, string> { ["key"] = value },
        };

    /// <summary>What sets one container's image and leaves its neighbours alone.</summary>
    public static V1Patch SetImage(string container, string image)
    {
        var pod = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject { ["name"] = container, ["image"] = image }),
        };
        var template = new JsonObject { ["spec"] = pod };
        var patch = new JsonObject
        {
            ["metadata"] = JsonNode.Parse("""{ "annotations": { "kubernetes.io/change-cause": "a test" } }"""),
            ["spec"] = new JsonObject { ["template"] = template },
        };
        return new V1Patch(patch.ToJsonString(), V1Patch.PatchType.StrategicMergePatch);
    }

    private static JsonObject JobTemplate(string image, JsonObject pod)
    {
        pod["containers"] = new JsonArray(new JsonObject { ["name"] = ClusterStage.Ending, ["image"] = image });
        var template = new JsonObject { ["spec"] = pod };
        return new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
    }

    private static V1Container Container(string name, string image) =>
        new()
        {
            Name = name,
            Image = image,
            Command = ["/app/busybox", "sh", "-c", Script(name)],
        };

    private static string Script(string container) =>
        container switch
        {
            ClusterStage.Ending => "echo one; echo two; echo three",
            ClusterStage.Failing => "echo one; echo two; exit 1",
            _ => "echo one; echo two; exec /app/busybox sleep 600",
        };

    private static Dictionary<string, string> Labels(string name) => new() { ["app"] = name };
}
