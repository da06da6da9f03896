using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// Counts a Job's pods: active, succeeded, failed. A deleted pod keeps the count that the status has of it.
/// </summary>
internal sealed class JobTally
{
    private const int FirstWithReplacementPolicy = 29;

    private readonly int _backOffLimit;
    private readonly int _parallelism;
    private readonly bool _restartsInPlace;
    private readonly int _terminating;
    private readonly int _minor;
    private readonly bool _awaitsEnds;

    /// <param name="job">The Job.</param>
    /// <param name="pods">The Job's existing pods.</param>
    /// <param name="failures">
    /// The uids of the Job's pods that count as failed, including pods that are gone. Null where only existing pods
    /// count.
    /// </param>
    /// <param name="minor">The server's minor version.</param>
    public JobTally(Stored job, IReadOnlyList<Stored> pods, IReadOnlySet<string>? failures, int minor)
    {
        _minor = minor;
        _awaitsEnds = AwaitsEnds(job, minor);
        Completions = job.Json.Number("spec.completions") ?? 1;
        _parallelism = job.Json.Number("spec.parallelism") ?? 1;
        _backOffLimit = job.Json.Number("spec.backoffLimit") ?? 6;
        _restartsInPlace = job.Json.Text("spec.template.spec.restartPolicy") == "OnFailure";
        Active = [.. pods.Where(pod => pod.IsActive())];
        _terminating = pods.Count(pod => pod.IsBeingDeleted && !pod.IsFinished());

        // Pods that somebody has deleted still count, because the status has counted them.
        Succeeded = Math.Max(pods.Count(pod => pod.Phase() == "Succeeded"), job.Json.Number("status.succeeded") ?? 0);
        Failed = Math.Max(failures?.Count ?? pods.Count(HasFailed), job.Json.Number("status.failed") ?? 0);
        LastFailure = pods.Where(HasFailed).Select(EndOf).Max();
    }

    public int Completions { get; }

    public IReadOnlyList<Stored> Active { get; }

    public int Succeeded { get; }

    public int Failed { get; }

    public DateTimeOffset? LastFailure { get; }

    public int Missing =>
        Math.Max(0, Math.Min(_parallelism, Completions - Succeeded) - Active.Count - (_awaitsEnds ? _terminating : 0));

    /// <summary>
    /// Whether more pods failed than the limit allows. With <c>restartPolicy: OnFailure</c> restarts count also
    /// (upstream's pastBackoffLimitOnFailure).
    /// </summary>
    public bool PastBackOffLimit
    {
        get
        {
            if (Failed > _backOffLimit)
                return true;

            var restarts = _restartsInPlace ? Active.Sum(Restarts) : 0;
            return _restartsInPlace && (_backOffLimit == 0 ? restarts > 0 : restarts >= _backOffLimit);
        }
    }

    /// <summary>
    /// Whether a pod that is being deleted is replaced and counted only when it has ended. From 1.29 on the servers
    /// heed that field (Kubernetes documentation, "Jobs", "Pod replacement policy").
    /// </summary>
    public static bool AwaitsEnds(Stored job, int minor) =>
        minor >= FirstWithReplacementPolicy && job.Json.Text("spec.podReplacementPolicy") == "Failed";

    /// <summary>Writes the counts. Some counts are sent only by servers of certain minor versions.</summary>
    public void WriteTo(JsonObject status)
    {
        status.SetCount("active", Active.Count);
        status.SetCount("succeeded", Succeeded);
        status.SetCount("failed", Failed);
        var ready = Active.Count(pod => pod.IsReady());
        status.SetCount("ready", ready);
        // These fields are pointers upstream, so zeros are sent (k8s.io/api, batch/v1).
        if (_minor >= 24)
            status["ready"] = ready;
        if (_minor >= 26)
            status["uncountedTerminatedPods"] = new JsonObject();
        if (_minor >= 29)
            status["terminating"] = _terminating;
    }

    /// <summary>A deleted pod ends as failed also. Before 1.26 such a pod does not count for the Job.</summary>
    private static bool HasFailed(Stored pod) => pod.Phase() == "Failed" && !pod.IsBeingDeleted;

    private static int Restarts(Stored pod) =>
        pod
            .Json.Items("status.initContainerStatuses")
            .Concat(pod.Json.Items("status.containerStatuses"))
            .Sum(container => container.Number("restartCount") ?? 0);

    private static DateTimeOffset? EndOf(Stored pod) =>
        pod.Json.Items("status.containerStatuses")
            .Concat(pod.Json.Items("status.initContainerStatuses"))
            .Select(container => container.Moment("state.terminated.finishedAt"))
            .Max()
        ?? pod.Created;
}
