using Releases.Rollout.Diagnosis;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Surveys;

/// <summary>Judges a workload by one look. The watch of a rollout has more time.</summary>
public static class WorkloadHealth
{
    /// <summary>What a workload runs, and its health.</summary>
    /// <param name="running">The workload.</param>
    /// <param name="state">The state of its rollout.</param>
    public static WorkloadStatus Of(RunningWorkload running, WorkloadState state)
    {
        var (health, text) = Judge(state);
        return new WorkloadStatus(
            running.Workload.Kind.ToString(),
            running.Workload.Name,
            running.Version,
            [.. running.Own.Select(container => new ContainerImage(container.Name, container.Image))],
            state.Status.Ready,
            state.Status.Wanted,
            health,
            text
        );
    }

    /// <summary>The symptom that says most about a workload: the one with the shortest grace.</summary>
    public static Symptom? Foremost(WorkloadState state) => state.Symptoms.MinBy(symptom => symptom.Grace);

    private static (Health, string) Judge(WorkloadState state)
    {
        var (status, symptom) = (state.Status, Foremost(state));
        if (status.HasAllPods)
            return (Health.Healthy, status.Text);
        // A symptom that may heal is also wrong while it lasts. But every pod behind a readiness gate begins with the
        // gate closed.
        if (symptom is not null && !(symptom.Reason == PodGates.NotReady && state.IsStarting))
            return (Health.Unhealthy, $"{status.Text.TrimEnd('.')}; {symptom.Reason}: {symptom.Message}");
        if (status.Stop is { } stop)
            return (Health.Unhealthy, $"{stop.Reason}: {stop.Message}");
        // Without a rollout pods that served have stopped, unless those that are missing are new.
        var isLost = (status.IsDone || status.WasDone) && !state.IsStarting;
        return (isLost ? Health.Unhealthy : Health.Progressing, status.Text);
    }
}
