using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill;

/// <summary>Creates what a new cluster holds: namespaces and nodes.</summary>
internal static class ClusterSeed
{
    public static void Plant(ControlPlane plane)
    {
        foreach (
            var name in new[] { "default", "kube-system", plane.Region.Namespace }.Distinct(StringComparer.Ordinal)
        )
            plane.Objects.Create(plane.Kinds["", "Namespace"], "", Named(name), WriteOptions.Internal);

        foreach (var name in plane.Region.NodeNames)
        {
            var node = plane.Objects.Create(plane.Kinds["", "Node"], "", Named(name), WriteOptions.Internal);
            plane.Objects.Update(
                node.Key,
                WriteOptions.InternalStatus,
                json =>
                {
                    WriteStatus(plane, json.Ensure("status"));
                    return json;
                }
            );
        }
    }

    private static void WriteStatus(ControlPlane plane, JsonObject status)
    {
        Conditions.Set(status, "Ready", true, "KubeletReady", "kubelet is posting ready status", plane.Now);
        status["nodeInfo"] = new JsonObject
        {
            ["kubeletVersion"] = plane.Region.Version.GitVersion,
            ["operatingSystem"] = "linux",
            ["architecture"] = "amd64",
            ["containerRuntimeVersion"] = plane.Region.Version.RunsDocker ? "docker://20.10.5" : "containerd://1.7.25",
        };
        foreach (var amounts in new[] { "capacity", "allocatable" })
        {
            status[amounts] = new JsonObject
            {
                ["cpu"] = "4",
                ["memory"] = "16Gi",
                ["pods"] = "110",
            };
        }
    }

    private static JsonObject Named(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };
}
