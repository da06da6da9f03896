using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Settings;

namespace Drill.Registry;

/// <summary>The defaults of the apps group (k8s.io/kubernetes, pkg/apis/apps/v1/defaults.go).</summary>
internal static class WorkloadDefaults
{
    public static void Apply(string kind, JsonObject body, ClusterVersion version)
    {
        var spec = body.Ensure("spec");
        ApplyToTemplate(spec);
        switch (kind)
        {
            case "Deployment":
                ApplyToDeployment(spec);
                break;
            case "ReplicaSet":
                spec.Default("replicas", 1);
                break;
            case "StatefulSet":
                ApplyToStatefulSet(spec);
                break;
            case "DaemonSet":
                ApplyToDaemonSet(spec, version);
                break;
        }
    }

    public static void ApplyToTemplate(JsonObject spec)
    {
        var template = spec.Ensure("template");
        template.Ensure("metadata").Default("creationTimestamp", null);
        PodDefaults.Apply(template.Ensure("spec"));
    }

    private static void ApplyToDeployment(JsonObject spec)
    {
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        var strategy = spec.Ensure("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") != "RollingUpdate")
            return;

        var rolling = strategy.Ensure("rollingUpdate");
        rolling.Default("maxSurge", "25%");
        rolling.Default("maxUnavailable", "25%");
    }

    private static void ApplyToStatefulSet(JsonObject spec)
    {
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("podManagementPolicy", "OrderedReady");
        spec.Default("serviceName", "");
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
            strategy.Ensure("rollingUpdate").Default("partition", 0);
    }

    private static void ApplyToDaemonSet(JsonObject spec, ClusterVersion version)
    {
        spec.Default("revisionHistoryLimit", 10);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("maxUnavailable", 1);
            if (version.Minor >= 22)
                strategy.Ensure("rollingUpdate").Default("maxSurge", 0);
        }
    }
}
