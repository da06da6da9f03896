using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>The templates that a StatefulSet or DaemonSet has had. They are kept as ControllerRevisions.</summary>
internal sealed class TemplateHistory(ControlPlane plane)
{
    /// <summary>The label that names a pod's revision.</summary>
    public const string Label = "controller-revision-hash";

    private ResourceKind Kind => plane.Kinds["apps", "ControllerRevision"];

    /// <summary>
    /// The revision of the present template. A new template gets a new revision. A known template's revision becomes
    /// the latest.
    /// </summary>
    public Stored Current(Stored workload)
    {
        var hash = PodTemplate.Hash(workload.Json.At("spec.template"));
        var name = $"{workload.Name}-{hash}";
        var all = plane.Store.Owned(workload, Kind);
        var latest = all.Count == 0 ? 0 : all.Max(Number);
        if (all.FirstOrDefault(revision => revision.Name == name) is not { } known)
            return plane.Objects.Create(
                Kind,
                workload.Namespace,
                New(workload, name, hash, latest + 1),
                WriteOptions.Internal
            );

        return Number(known) == latest ? known : Renumber(known, latest + 1);
    }

    /// <summary>The template of a revision. The present template where the revision is gone.</summary>
    public JsonNode? Template(Stored workload, string name) =>
        plane.Store.Get(new ObjectKey(Kind, workload.Namespace, name))?.Json.At("data.spec.template")
        ?? workload.Json.At("spec.template");

    private static JsonObject New(Stored workload, string name, string hash, long number)
    {
        var template = ((JsonObject)workload.Json.At("spec.template")!).Copy();
        template["$patch"] = "replace";
        var labels = workload.Json.At("spec.template.metadata.labels")?.DeepClone() as JsonObject ?? [];
        labels[Label] = hash;
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = labels,
                ["annotations"] = workload.Json.At("metadata.annotations")?.DeepClone(),
                ["ownerReferences"] = new JsonArray(Owners.Reference(workload)),
            },
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } },
            ["revision"] = number,
        };
    }

    private Stored Renumber(Stored revision, long number) =>
        plane.Objects.Update(
            revision.Key,
            WriteOptions.Internal,
            json =>
            {
                json["revision"] = number;
                return json;
            }
        );

    private static long Number(Stored revision) => revision.Json.Long("revision") ?? 0;
}
