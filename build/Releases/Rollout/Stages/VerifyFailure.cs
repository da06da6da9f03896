using Clusters.Calls;
using Foundation.Text;
using Foundation.Timing;
using k8s.Models;
using Releases.Records;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>The ways in which a rollout fails. Each says what a person needs to go on.</summary>
internal static class VerifyFailure
{
    public static StageFailedException NotSet(Lane lane, ImageChange behind) =>
        NotSet(lane, $"{behind.Workload} has {behind.From}, not {behind.To}");

    /// <summary>The failure of a workload that has lost its image while its rollout was watched.</summary>
    public static StageFailedException Lost(Lane lane, string words) => NotSet(lane, words);

    private static StageFailedException NotSet(Lane lane, string words) =>
        new(
            new FailureRecord(Stage.Verify, "ImageNotSet", words)
            {
                NextStep =
                    $"./build.sh --target={(lane.Order.IsRollback ? "Rollback" : "VerifyRollout")} --version={lane.Order.Version} --regions={lane.Cluster.Region}",
            }
        );

    public static StageFailedException Unseen(Lane lane, Deadline deadline) =>
        Unread(lane, $"the cluster did not show its workloads within {DurationText.OfLimit(deadline.Limit)}");

    /// <summary>The failure of a cluster that could not be read when the time was up.</summary>
    public static StageFailedException Unread(Lane lane, WorkloadState late, Deadline deadline) =>
        Unread(
            lane,
            $"the cluster could not be read when {DurationText.OfLimit(deadline.Limit)} were over; before, {late.Workload} had {late.Status.Text}"
        );

    private static StageFailedException Unread(Lane lane, string words) =>
        new(new FailureRecord(Stage.Verify, "RolloutTimeout", words) { NextStep = $"{lane.Kubectl} get deployments" })
        {
            IsUnread = true,
        };

    public static StageFailedException Page(Uri url, string wanted, LivePageReading reading, Deadline deadline) =>
        new(
            new FailureRecord(
                Stage.Verify,
                "LivePage",
                $"every workload is rolled out, but {url} does not show {wanted} within {DurationText.OfLimit(deadline.Limit)}: {reading.Text}"
            )
            {
                NextStep = $"open {url}; a cache or an ingress that leads elsewhere shows an old version",
            }
        );

    /// <summary>The failure of a symptom that cannot heal any more.</summary>
    public static Task<StageFailedException> DeadAsync(
        Lane lane,
        WorkloadState workload,
        Symptom symptom,
        RegionState state,
        CancellationToken cancellationToken
    ) => WithEvidenceAsync(lane, workload, symptom.Reason, symptom.Message, symptom, state, cancellationToken);

    /// <summary>
    /// The failure when the cluster or the run's own limit ended the rollout. A symptom, where there is one, says why.
    /// </summary>
    public static Task<StageFailedException> StoppedAsync(
        Lane lane,
        WorkloadState workload,
        RolloutStop stop,
        Symptom? symptom,
        RegionState state,
        CancellationToken cancellationToken
    )
    {
        var message = symptom is null ? stop.Message : $"{stop.Message}; {symptom.Reason}: {symptom.Message}";
        return WithEvidenceAsync(lane, workload, stop.Reason, message, symptom, state, cancellationToken);
    }

    private static IReadOnlyList<string> Concerned(WorkloadState workload, string? pod, RegionState state) =>
        pod is null ? workload.Family : [.. state.Pods.Where(each => each.Name() == pod).Select(each => each.Uid())];

    // An evicted pod stays and has no log any more. The pod that its controller has made instead may tell more.
    private static Symptom? Unready(WorkloadState workload, RegionState state) =>
        state
            .Pods.Where(pod => workload.Family.Contains(pod.Uid()) && pod.Metadata.DeletionTimestamp is null)
            .OrderBy(pod => pod.Status?.Phase == "Failed")
            .SelectMany(pod =>
                (pod.Status?.ContainerStatuses ?? [])
                    .Where(status => !status.Ready)
                    .Select(status => new Symptom("NotReady", "", Grace.None)
                    {
                        Pod = pod.Name(),
                        Container = status.Name,
                        HasRestarted = status.RestartCount > 0,
                    })
            )
            .FirstOrDefault();

    private static async Task<StageFailedException> WithEvidenceAsync(
        Lane lane,
        WorkloadState workload,
        string reason,
        string message,
        Symptom? symptom,
        RegionState state,
        CancellationToken cancellationToken
    )
    {
        var known = $"{workload.Workload}: {message}";
        // Where no pod shows a symptom, the log of an unready pod may tell the reason.
        var shown = symptom is { Pod: not null } ? symptom : Unready(workload, state);
        var pod = shown?.Pod;
        var log = Evidence.LastLinesAsync(lane, shown, cancellationToken);
        return new StageFailedException(
            new FailureRecord(Stage.Verify, reason, known)
            {
                Pod = pod,
                Log = await SlowReading.WhileReadingAsync(lane, known, log),
                Events = Evidence.EventsOf(Concerned(workload, symptom?.Pod, state), state.Events),
                NextStep =
                    symptom?.Reason == ApiRefusalException.WebhookReason ? ApiRefusalException.WebhookNextStep
                    : symptom is { Reason: "FailedCreate", IsDenied: true } ? ApiRefusalException.PolicyNextStep
                    : symptom is { IsMissingClaim: true } ? $"{lane.Kubectl} get persistentvolumeclaims"
                    : symptom?.Reason == PodInTheWay.Reason ? $"{lane.Kubectl} delete pod {pod}"
                    : pod is null ? $"{lane.Kubectl} describe {workload.Workload.Kind.Word()} {workload.Workload.Name}"
                    : $"{lane.Kubectl} describe pod {pod}",
            }
        );
    }
}
