using k8s.Models;
using Releases.Fleets;
using Releases.Rollout.Diagnosis;
using Releases.Workloads;

namespace Releases.Rollout.Status;

/// <summary>
/// What a region's cluster holds at one moment. It judges every workload by the pods of its current revision only. Pods
/// of older revisions say nothing about the release.
/// </summary>
public sealed record RegionState
{
    /// <summary>The workloads that the rules select.</summary>
    public IReadOnlyList<WorkloadObject> Selected { get; init; } = [];

    /// <summary>All ReplicaSets of the namespace.</summary>
    public IReadOnlyList<V1ReplicaSet> ReplicaSets { get; init; } = [];

    /// <summary>All pods of the namespace.</summary>
    public IReadOnlyList<V1Pod> Pods { get; init; } = [];

    /// <summary>The namespace's events.</summary>
    public IReadOnlyList<Corev1Event> Events { get; init; } = [];

    /// <summary>
    /// The cluster's time when its pods were listed. <see langword="null"/> for a state that is watched, which has time
    /// to see what comes of them.
    /// </summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>This state's workloads with the pods, ReplicaSets and events of another state.</summary>
    public RegionState WithPodsOf(RegionState other) =>
        this with
        {
            ReplicaSets = other.ReplicaSets,
            Pods = other.Pods,
            Events = other.Events,
            Now = other.Now,
        };

    /// <summary>The state of every workload. Two rules may select one workload; it is one all the same.</summary>
    public IEnumerable<WorkloadState> Workloads() =>
        Selected
            .DistinctBy(selected => (selected.Workload.Kind, selected.Workload.Name))
            .Select(Of)
            .OrderBy(state => state.Workload.Kind)
            .ThenBy(state => state.Workload.Name, StringComparer.Ordinal);

    private WorkloadState Of(WorkloadObject selected) =>
        selected.Workload.Kind switch
        {
            WorkloadKind.Deployment => Of(selected.Workload, (V1Deployment)selected.Model),
            WorkloadKind.StatefulSet => Of(selected.Workload, (V1StatefulSet)selected.Model),
            WorkloadKind.DaemonSet => Of(selected.Workload, (V1DaemonSet)selected.Model),
            // A CronJob has nothing to roll out: its next Job uses the template of that moment.
            WorkloadKind.CronJob => new(
                selected.Workload,
                new RolloutStatus(IsDone: true, "its template has the image", 0, 0),
                []
            ),
        };

    private WorkloadState Of(Workload workload, V1Deployment deployment)
    {
        var current = CurrentReplicaSet(deployment);
        var symptoms = current is null
            ? []
            : PodSymptoms(Owned(current)).Concat(new[] { ReplicaDiagnosis.Of(current) }.OfType<Symptom>());
        var all = ReplicaSets.Where(set => IsOwnedBy(set, deployment)).SelectMany(Owned);
        if (IsRecreated(deployment))
            symptoms = symptoms.Concat(Lingering(all));
        var pace = WorkloadPace.Of(deployment.Spec.Template?.Spec, deployment.Spec.MinReadySeconds, all);
        var deadline = TimeSpan.FromSeconds(DeploymentRollout.DeadlineOf(deployment));
        return new WorkloadState(
            workload,
            StatusOf(deployment, current),
            [.. WithRoom(symptoms, pace).Select(symptom => Grace.GivenUp(symptom, deadline))]
        )
        {
            // Another pod takes the place of one that ends at once.
            IsStarting = current is not null && IsStarting(Owned(current).Where(IsToStay), pace),
            ReadyPods = [.. ReplicaSets.Where(set => IsOwnedBy(set, deployment)).SelectMany(Ready)],
            Family = current is null ? [deployment.Uid()] : FamilyOf(deployment.Uid(), [current.Uid()], Owned(current)),
        };
    }

    private WorkloadState Of(Workload workload, V1StatefulSet set)
    {
        // Until the controller has seen the newest template, its status names an older revision.
        if (IsUnseen(set, set.Status?.ObservedGeneration))
            return new WorkloadState(workload, StatefulSetRollout.Of(set), [])
            {
                ReadyPods = [.. Ready(set)],
                Family = [set.Uid()],
            };
        var pods = Owned(set).Where(pod => pod.GetLabel("controller-revision-hash") == set.Status?.UpdateRevision);
        var inTheWay = PodInTheWay.Of(set, Owned(set), Events);
        var refused = Owned(set).Count(IsLasting) < (set.Spec.Replicas ?? 1) ? RefusedBy(set) : null;
        var others = new[] { refused, inTheWay?.Symptom }.OfType<Symptom>().Concat(Lingering(Owned(set)));
        var pace = WorkloadPace.Of(set.Spec.Template?.Spec, set.Spec.MinReadySeconds, Owned(set));
        return new WorkloadState(
            workload,
            StatefulSetRollout.Of(set),
            [.. WithRoom(PodSymptoms(pods).Concat(others), pace)]
        )
        {
            InTheWay = inTheWay,
            IsStarting = IsStarting(Owned(set), pace),
            ReadyPods = [.. Ready(set)],
            Family = FamilyOf(set.Uid(), [], pods),
        };
    }

    private WorkloadState Of(Workload workload, V1DaemonSet set)
    {
        var generation = set.GetAnnotation("deprecated.daemonset.template.generation");
        var pods = Owned(set).Where(pod => pod.GetLabel("pod-template-generation") == generation);
        var refused = LacksPods(set, pods) ? RefusedBy(set) : null;
        var others = new[] { refused }.OfType<Symptom>().Concat(Surges(set) ? [] : Lingering(Owned(set)));
        var pace = WorkloadPace.Of(set.Spec.Template?.Spec, set.Spec.MinReadySeconds, Owned(set));
        return new WorkloadState(
            workload,
            DaemonSetRollout.Of(set),
            [.. WithRoom(PodSymptoms(pods).Concat(others), pace)]
        )
        {
            IsStarting = IsStarting(Owned(set), pace),
            ReadyPods = [.. Ready(set)],
            Family = FamilyOf(set.Uid(), [], pods),
        };
    }

    // Old pods stay until a new one serves only where the DaemonSet may surge.
    private bool LacksPods(V1DaemonSet set, IEnumerable<V1Pod> newest)
    {
        if (IsUnseen(set, set.Status?.ObservedGeneration))
            return false;
        var count = (Surges(set) ? newest : Owned(set)).Count(IsLasting);
        return count == 0 || count < set.Status?.DesiredNumberScheduled;
    }

    private static bool Surges(V1DaemonSet set) =>
        set.Spec.UpdateStrategy?.RollingUpdate?.MaxSurge?.Value is not (null or "0" or "0%");

    // A refusal of before stays the newest event while nothing needs a pod. It says nothing about pods that are there.
    private Symptom? RefusedBy(IMetadata<V1ObjectMeta> owner) =>
        ReplicaDiagnosis.OfNewestEvent(owner.Metadata.Uid, Events);

    // The controller copies the revision of the current ReplicaSet onto the Deployment. Until it has seen the newest
    // template there is no current ReplicaSet.
    private V1ReplicaSet? CurrentReplicaSet(V1Deployment deployment)
    {
        const string Revision = "deployment.kubernetes.io/revision";
        if (IsUnseen(deployment, deployment.Status?.ObservedGeneration))
            return null;
        var revision = deployment.GetAnnotation(Revision);
        var set = ReplicaSets.FirstOrDefault(set =>
            IsOwnedBy(set, deployment) && set.GetAnnotation(Revision) == revision
        );
        return set is not null && IsLeft(deployment, set) ? null : set;
    }

    // With "Recreate" the new ReplicaSet is made when the old pods have ended. Until then the revision is the old
    // one's.
    private static bool IsLeft(V1Deployment deployment, V1ReplicaSet set) =>
        IsRecreated(deployment)
        && set.Spec?.Template?.Spec is { } old
        && deployment.Spec.Template.Spec.Containers.Any(container =>
            old.Containers.FirstOrDefault(each => each.Name == container.Name)?.Image != container.Image
        );

    private static bool IsRecreated(V1Deployment deployment) => deployment.Spec.Strategy?.Type == "Recreate";

    private static IReadOnlyList<string> FamilyOf(string uid, string[] sets, IEnumerable<V1Pod> pods) =>
        [uid, .. sets, .. pods.Select(pod => pod.Uid())];

    // The Deployment counts available pods of all revisions, so an old pod that serves would count as a new one.
    private static RolloutStatus StatusOf(V1Deployment deployment, V1ReplicaSet? current)
    {
        var status = DeploymentRollout.Of(deployment, current?.Name() ?? "");
        return status.IsDone || current is null
            ? status
            : status with
            {
                Ready = Math.Min(status.Wanted, current.Status?.AvailableReplicas ?? 0),
            };
    }

    private static bool IsUnseen(IMetadata<V1ObjectMeta> changed, long? observed) =>
        (changed.Metadata.Generation ?? 0) > (observed ?? 0);

    private IEnumerable<V1Pod> Owned(IMetadata<V1ObjectMeta> owner) => Pods.Where(pod => IsOwnedBy(pod, owner));

    private IEnumerable<V1Pod> Ready(IMetadata<V1ObjectMeta> owner) =>
        Owned(owner).Where(pod => IsToStay(pod) && pod.IsReady());

    private static bool IsToStay(V1Pod pod) => pod.Metadata.DeletionTimestamp is null;

    private static bool IsLasting(V1Pod pod) => IsToStay(pod) && pod.Status?.Phase is not ("Failed" or "Succeeded");

    private bool IsStarting(IEnumerable<V1Pod> pods, WorkloadPace pace) =>
        Now is { } now && StartingPods.AreAllThatIsMissing(pods, pace, now.UtcDateTime);

    private static bool IsOwnedBy(IMetadata<V1ObjectMeta> child, IMetadata<V1ObjectMeta> owner) =>
        child.Metadata.OwnerReferences?.Any(reference => reference.Uid == owner.Metadata.Uid) == true;

    private static IEnumerable<Symptom> WithRoom(IEnumerable<Symptom> symptoms, WorkloadPace pace) =>
        symptoms.Select(symptom => Grace.WithRoom(symptom, pace));

    private IEnumerable<Symptom> Lingering(IEnumerable<V1Pod> pods) =>
        pods.Select(pod => LingeringPod.Of(pod, Now)).OfType<Symptom>();

    private IEnumerable<Symptom> PodSymptoms(IEnumerable<V1Pod> pods) =>
        pods.SelectMany(pod => PodDiagnosis.Of(pod, Events));
}
