using k8s.Models;

namespace Clusters.Logs;

/// <summary>Which run of a container its pod's status shows, and how far that run is.</summary>
/// <param name="Restarts">The number of the run; 0 is the first.</param>
/// <param name="State">How far it is.</param>
/// <param name="IsLast">Whether no run will follow the one that is shown, once that one has ended.</param>
internal sealed record ContainerRun(int Restarts, RunState State, bool IsLast)
{
    /// <summary>What a pod says of a container; a pod that does not know it yet has it still to come.</summary>
    public static ContainerRun Of(V1Pod pod, string container)
    {
        var phaseIsFinal = pod.Status?.Phase is "Succeeded" or "Failed";
        var main = pod.Status?.ContainerStatuses?.FirstOrDefault(each => each.Name == container);
        var status = main ?? pod.Status?.InitContainerStatuses?.FirstOrDefault(each => each.Name == container);
        if (status is null)
            return new(0, RunState.ToCome, phaseIsFinal);

        var ended = status.State?.Terminated ?? (status.State?.Running is null ? status.LastState?.Terminated : null);
        var isLast = phaseIsFinal || !WillRestart(pod.Spec?.RestartPolicy, ended?.ExitCode, isInit: main is null);
        return new(status.RestartCount, StateOf(status), isLast);
    }

    /// <summary>Where the log of a run is to be had.</summary>
    public LogSource SourceOf(int run) =>
        (Restarts - run) switch
        {
            < 0 => LogSource.None,
            0 when State == RunState.Running => LogSource.Follow,
            0 when State != RunState.ToCome => LogSource.Current,
            0 => LogSource.None,
            // Between two runs the server calls the run that has just ended the previous one.
            1 when State is RunState.Running or RunState.Ended => LogSource.Previous,
            _ => LogSource.Gone,
        };

    private static RunState StateOf(V1ContainerStatus status) =>
        status.State?.Running is not null ? RunState.Running
        : status.State?.Terminated is not null ? RunState.Ended
        : status.LastState?.Terminated is not null ? RunState.BetweenRuns
        : RunState.ToCome;

    private static bool WillRestart(string? policy, int? exitCode, bool isInit) =>
        policy switch
        {
            "Never" => false,
            "OnFailure" => exitCode != 0,
            _ => !isInit || exitCode != 0,
        };
}

/// <summary>How far the run of a container is.</summary>
internal enum RunState
{
    /// <summary>It has not begun.</summary>
    ToCome,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended, and is what the pod shows.</summary>
    Ended,

    /// <summary>It has ended, and the next one waits for its back-off to pass.</summary>
    BetweenRuns,
}
