using Foundation.Timing;
using k8s.Models;
using Releases.Jobs;
using Releases.Records;
using Releases.Rollout.Diagnosis;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>The ways in which a migration fails, each with what it leaves behind and what helps.</summary>
internal static class MigrationFailure
{
    public static string Words(V1Job job, JobState failed) => $"Job {job.Name()} failed: {failed.Message}";

    public static StageFailedException Failed(
        Lane lane,
        V1Job job,
        JobState state,
        string? pod,
        IReadOnlyList<string> log
    ) => new(Of(lane, job, state.Reason, Words(job, state), log) with { Pod = pod });

    public static StageFailedException CannotStart(Lane lane, V1Job job, Symptom symptom, IReadOnlyList<string> log) =>
        new(
            Of(
                lane,
                job,
                symptom.Reason,
                $"Job {job.Name()} cannot start: {symptom.Message}; it is left waiting in the cluster",
                log
            ) with
            {
                Pod = symptom.Pod,
                NextStep = symptom.Pod is null
                    ? $"{lane.Kubectl} describe job {job.Name()}"
                    : $"{lane.Kubectl} describe pod {symptom.Pod}",
            }
        );

    public static StageFailedException TooLong(
        Lane lane,
        V1Job job,
        Deadline deadline,
        Symptom? symptom,
        string? pod,
        IReadOnlyList<string> log
    )
    {
        var showing = symptom is null ? "" : $"; it shows {symptom.Reason}: {symptom.Message}";
        return new StageFailedException(
            Of(
                lane,
                job,
                "MigrationTimeout",
                $"Job {job.Name()} has not ended within {deadline.Limit.TotalSeconds:0}s and goes on in the cluster{showing}",
                log
            ) with
            {
                Pod = symptom?.Pod ?? pod,
                NextStep = "run the same command again with a longer --migration-timeout: it joins the running Job",
            }
        );
    }

    public static StageFailedException Vanished(Lane lane, V1Job job) =>
        new(
            Of(lane, job, "JobDeleted", $"Job {job.Name()} was deleted by somebody else while it ran", []) with
            {
                NextStep = "find out who did, then run the same command again",
            }
        );

    public static StageFailedException NotRemoved(Lane lane, V1Job job, Deadline deadline) =>
        new(
            Of(
                lane,
                job,
                "JobNotRemoved",
                $"the former Job {job.Name()} or its pods are still there after {deadline.Limit.TotalSeconds:0}s",
                []
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
        var age = start is { } time
            ? $", started {(lane.Time.GetUtcNow().UtcDateTime - time).TotalSeconds:0}s ago"
            : "";
        return new StageFailedException(
            Of(
                lane,
                job,
                "OtherMigrationRuns",
                $"Job {job.Name()} of {version} is running{age}; it is left alone",
                []
            ) with
            {
                NextStep =
                    $"wait until it has ended, then run the same command again; this shows how far it is: {lane.Kubectl} logs job/{job.Name()} --all-containers --tail=20",
            }
        );
    }

    private static FailureRecord Of(Lane lane, V1Job job, string reason, string message, IReadOnlyList<string> log) =>
        new(Stage.Migrate, reason, message) { Log = log, NextStep = $"{lane.Kubectl} describe job {job.Name()}" };
}
