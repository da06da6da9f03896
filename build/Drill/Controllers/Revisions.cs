using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// A Deployment's ReplicaSets as its history. Each template has one set, and annotations number the sets.
/// </summary>
internal sealed class Revisions(ControlPlane plane, DeploymentStatusWriter status)
{
    private const string Revision = "deployment.kubernetes.io/revision";
    private const string History = "deployment.kubernetes.io/revision-history";
    private const string Desired = "deployment.kubernetes.io/desired-replicas";
    private const string Max = "deployment.kubernetes.io/max-replicas";

    private static readonly HashSet<string> NotCopied = new(StringComparer.Ordinal)
    {
        "kubectl.kubernetes.io/last-applied-configuration",
        Revision,
        History,
        Desired,
        Max,
        "deprecated.deployment.rollback.to",
    };

    /// <summary>The set that has the Deployment's present template, or null.</summary>
    public static Stored? Find(Stored deployment, IEnumerable<Stored> sets)
    {
        var wanted = PodTemplate.Canonical(deployment.Json.At("spec.template"));
        return sets.FirstOrDefault(set => PodTemplate.Canonical(set.Json.At("spec.template")) == wanted);
    }

    /// <summary>Creates the set of a new template.</summary>
    public Stored Create(RolloutPlan rollout, IReadOnlyList<Stored> sets)
    {
        var deployment = rollout.Deployment;
        var revision = Latest(sets) + 1;
        var set = NewSet(rollout, revision);
        var replicas = rollout.IsRecreate
            ? rollout.Replicas
            : rollout.NextForNewSet(0, sets.Sum(old => old.Json.Number("spec.replicas") ?? 0));
        set.Ensure("spec")["replicas"] = replicas;
        var created = plane.Objects.Create(
            plane.Kinds["apps", "ReplicaSet"],
            deployment.Namespace,
            set,
            WriteOptions.Internal
        );
        Annotate(deployment, revision);
        status.NoteNewSet(deployment.Key, created.Name);
        if (replicas > 0)
        {
            plane.Events.Normal(
                deployment,
                DeploymentStatusWriter.Component,
                "ScalingReplicaSet",
                plane.Region.Version.Minor < 26
                    ? $"Scaled up replica set {created.Name} to {replicas}"
                    : $"Scaled up replica set {created.Name} from 0 to {replicas}"
            );
        }

        return created;
    }

    /// <summary>Makes an existing set the newest revision again, and gives it the Deployment's annotations.</summary>
    public Stored Refresh(RolloutPlan rollout, Stored set, IReadOnlyList<Stored> sets)
    {
        var latest = Latest([.. sets.Where(other => other.Uid != set.Uid)]);
        var present = NumberOf(set);
        var revision = present > latest ? present : latest + 1;
        Annotate(rollout.Deployment, revision);
        return plane.Objects.Update(
            set.Key,
            WriteOptions.Internal,
            json =>
            {
                var annotations = json.Ensure("metadata.annotations");
                CopyAnnotations(rollout.Deployment, annotations);
                if (revision != present)
                {
                    var earlier = annotations[History].AsText();
                    annotations[History] = string.IsNullOrEmpty(earlier) ? Text(present) : $"{earlier},{Text(present)}";
                }

                annotations[Revision] = Text(revision);
                return json;
            }
        );
    }

    /// <summary>Whether the Deployment was scaled since its sets were last updated.</summary>
    public static bool IsScaling(RolloutPlan rollout, IEnumerable<Stored> sets) =>
        sets.Any(set =>
            (set.Json.Number("spec.replicas") ?? 0) > 0
            && set.Json.At("metadata.annotations")?[Desired].AsText() is { } desired
            && desired != Text(rollout.Replicas)
        );

    public void NoteScale(RolloutPlan rollout, Stored set, int? replicas = null) =>
        plane.Objects.Update(
            set.Key,
            WriteOptions.Internal,
            json =>
            {
                NoteScale(rollout, json.Ensure("metadata.annotations"));
                if (replicas is { } count)
                    json.Ensure("spec")["replicas"] = count;

                return json;
            }
        );

    /// <summary>Removes the oldest empty sets that the Deployment's history limit does not keep.</summary>
    public void Clean(RolloutPlan rollout, IEnumerable<Stored> sets)
    {
        var limit = rollout.Deployment.Json.Number("spec.revisionHistoryLimit") ?? 10;
        var empty = sets.Where(set =>
                (set.Json.Number("spec.replicas") ?? 0) == 0 && (set.Json.Number("status.replicas") ?? 0) == 0
            )
            .OrderByDescending(NumberOf)
            .Skip(limit);
        foreach (var set in empty)
            plane.Objects.Delete(set.Key, new DeleteOptions());
    }

    private static JsonObject NewSet(RolloutPlan rollout, long revision)
    {
        var deployment = rollout.Deployment;
        var template = ((JsonObject)deployment.Json.At("spec.template")!).Copy();
        var hash = PodTemplate.Hash(template);
        template.Ensure("metadata.labels")[PodTemplate.HashLabel] = hash;
        var selector = ((JsonObject)deployment.Json.At("spec.selector")!).Copy();
        selector.Ensure("matchLabels")[PodTemplate.HashLabel] = hash;
        var annotations = new JsonObject();
        CopyAnnotations(deployment, annotations);
        annotations[Revision] = Text(revision);
        NoteScale(rollout, annotations);
        var spec = new JsonObject { ["selector"] = selector, ["template"] = template };
        if (deployment.Json.Number("spec.minReadySeconds") is { } seconds)
            spec["minReadySeconds"] = seconds;

        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name}-{hash}",
                ["labels"] = template.At("metadata.labels")!.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(Owners.Reference(deployment)),
            },
            ["spec"] = spec,
        };
    }

    private static void NoteScale(RolloutPlan rollout, JsonObject annotations)
    {
        annotations[Desired] = Text(rollout.Replicas);
        annotations[Max] = Text(rollout.Replicas + rollout.MaxSurge);
    }

    private static void CopyAnnotations(Stored deployment, JsonObject annotations)
    {
        foreach (
            var (name, value) in deployment
                .Json.Texts("metadata.annotations")
                .Where(pair => !NotCopied.Contains(pair.Key))
        )
            annotations[name] = value;
    }

    private void Annotate(Stored deployment, long revision) =>
        plane.Objects.Update(
            deployment.Key,
            WriteOptions.InternalWithoutGeneration,
            json =>
            {
                json.Ensure("metadata.annotations")[Revision] = Text(revision);
                return json;
            }
        );

    private static long Latest(IReadOnlyList<Stored> sets) => sets.Count == 0 ? 0 : sets.Max(NumberOf);

    private static long NumberOf(Stored set) =>
        long.TryParse(
            set.Json.At("metadata.annotations")?[Revision].AsText(),
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
