using Clusters.Calls;
using Foundation.Timing;
using k8s.Models;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Records;
using Releases.Rollout.Diagnosis;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>The ways in which a migration fails. Each says what it leaves behind and what helps.</summary>
internal static class MigrationFailure
{
    /// <summary>What is known about a failure before logs are read, in one line.</summary>
    /// <param name="job">The Job.</param>
    /// <param name="failed">How the Job ended.</param>
    /// <param name="container">The container that failed, where one was seen.</param>
    /// <param name="ended">The last pod that the cluster has ended, where one was seen.</param>
    public static string Words(V1Job job, JobState failed, FailedContainer? container, EndedPod? ended)
    {
        var end = container is null ? "" : $"; {container}";
        // What ended the container's own pod stands beside its exit code.
        return $"Job {job.Name()} failed: {failed.Message}{end}{(ended is null || ended.Pod == container?.Pod ? "" : $"; {ended}")}";
    }

    public static StageFailedException Failed(
        Lane lane,
        V1Job job,
        string reason,
        string words,
        string nextStep,
        string? pod,
        IReadOnlyList<string> log,
        IReadOnlyList<string> events
    ) => new(Of(lane, job, reason, words, log, events) with { Pod = pod, NextStep = nextStep });

    public static StageFailedException CannotStart(
        Lane lane,
        V1Job job,
        Symptom symptom,
        IReadOnlyList<string> log,
        IReadOnlyList<string> events
    ) =>
        new(
            Of(
                lane,
                job,
                symptom.Reason,
                $"Job {job.Name()} cannot start: {symptom.Message}; it is left waiting in the cluster",
                log,
                events
            ) with
            {
                Pod = symptom.Pod,
                NextStep =
                    symptom.Reason == ApiRefusalException.WebhookReason ? ApiRefusalException.WebhookNextStep
                    : symptom.IsMissingClaim ? $"{lane.Kubectl} get persistentvolumeclaims"
                    : symptom.Pod is null ? $"{lane.Kubectl} describe job {job.Name()}"
                    : symptom.Reason == CrashLoop.Reason
                        ? $"{lane.Kubectl} logs {symptom.Pod} --container={symptom.Container} --previous"
                    : $"{lane.Kubectl} describe pod {symptom.Pod}",
            }
        );

    /// <summary>The Job is gone, and its controller had reported its failure.</summary>
    public static StageFailedException FailedUnseen(
        Lane lane,
        V1Job job,
        GoneJobEnd told,
        string? pod,
        IReadOnlyList<string> log,
        IReadOnlyList<string> events
    ) =>
        new(
            Of(lane, job, told.Reason, $"Job {job.Name()} failed and is gone: {told.Message}", log, events) with
            {
                Pod = pod,
                NextStep =
                    told.Reason == JobState.DeadlineExceeded
                        ? OverlongMigration.NextStep(lane, job)
                        : "fix what the log says, then run the same command again",
            }
        );

    /// <summary>The migration has failed, and another container keeps its Job from ending.</summary>
    public static StageFailedException FailedBeside(
        Lane lane,
        V1Job job,
        OwnEnd end,
        IReadOnlyList<string> log,
        IReadOnlyList<string> events
    ) =>
        new(
            Of(lane, job, "MigrationFailed", $"Job {job.Name()} failed: {end}; the Job is deleted", log, events) with
            {
                Pod = end.Pod,
                NextStep =
                    "fix what the log says, then run the same command again; make the sidecar an init container with restartPolicy: Always",
            }
        );

    /// <summary>The Job is gone, and nothing tells how it ended.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="job">The Job as it was.</param>
    /// <param name="last">The last end of an attempt that was seen.</param>
    public static StageFailedException Vanished(Lane lane, V1Job job, OwnEnd? last)
    {
        var seen = last is null ? "" : $"; of its last attempt that was seen, {last}";
        var again =
            $"run the same command again: {WaysOn.OnlyWhatIsLeft(job.GetLabel(ReleaseLabels.Back) is not null)}";
        return new(
            job.Spec?.TtlSecondsAfterFinished is { } seconds
                ? Of(
                    lane,
                    job,
                    "JobGone",
                    $"Job {job.Name()} is gone and how it ended is not known{seen}; its manifest has ttlSecondsAfterFinished: {seconds}"
                ) with
                {
                    NextStep = $"{again}; give ttlSecondsAfterFinished some hours, or take it off the manifest",
                }
                : Of(
                    lane,
                    job,
                    "JobDeleted",
                    $"Job {job.Name()} was deleted by somebody else while it ran, and how it ended is not known{seen}"
                ) with
                {
                    NextStep = $"find out who did, then {again}",
                }
        );
    }

    public static StageFailedException NotRemoved(Lane lane, V1Job job, JobRemoval removal, Deadline deadline) =>
        new(
            Of(
                lane,
                job,
                "JobNotRemoved",
                $"the former Job {job.Name()} does not go: {removal.Remains} is still there after {DurationText.OfLimit(deadline.Limit)}"
            ) with
            {
                NextStep = $"{lane.Kubectl} get pods --selector=job-name={job.Name()}",
            }
        );

    public static StageFailedException OtherRuns(Lane lane, V1Job job)
    {
        var version =
            job.Metadata.Labels?.TryGetValue(ReleaseLabels.Version, out var label) == true
                ? $"{(job.Metadata.Labels.ContainsKey(ReleaseLabels.Back) ? "the way back from" : "version")} {label}"
                : "no known version";
        var start = job.Status?.StartTime ?? job.Metadata.CreationTimestamp;
        var age = start is { } time ? $", started {DurationText.Of(lane.Time.GetUtcNow().UtcDateTime - time)} ago" : "";
        return new StageFailedException(
            Of(lane, job, "OtherMigrationRuns", $"Job {job.Name()} of {version} is running{age}; it is left alone") with
            {
                NextStep =
                    $"wait until it has ended, then run the same command again{Cancelling(lane, "this shows how far it is, asks and ends it", $"; this shows how far it is: {lane.Kubectl} logs job/{job.Name()} --all-containers --tail=20")}",
            }
        );
    }

    /// <summary>
    /// The command that ends the migration of a region, after words that lead to it. In a drill something else,
    /// because after the drill the command would change the real region.
    /// </summary>
    public static string Cancelling(Lane lane, string words, string inDrill = "") =>
        lane.Region.Provider == Provider.Drill
            ? inDrill
            : $"; {words}: ./build.sh --target=CancelMigration --regions={lane.Region.Name}";

    /// <summary>A failure of the stage, with the command that shows the Job.</summary>
    public static FailureRecord Of(
        Lane lane,
        V1Job job,
        string reason,
        string message,
        IReadOnlyList<string>? log = null,
        IReadOnlyList<string>? events = null
    ) =>
        new(Stage.Migrate, reason, message)
        {
            Log = log ?? [],
            Events = events ?? [],
            NextStep = $"{lane.Kubectl} describe job {job.Name()}",
        };
}
