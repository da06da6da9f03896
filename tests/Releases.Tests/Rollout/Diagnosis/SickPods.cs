using k8s.Models;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>Pods in all the states that a rollout can get stuck in.</summary>
internal static class SickPods
{
    public const string Image = "example.azurecr.io/app:1.2.3";

    public static V1Pod Pod(params V1ContainerStatus[] containers) =>
        new()
        {
            Metadata = new() { Name = "web-1", Uid = "uid-web-1" },
            Status = new() { Phase = "Pending", ContainerStatuses = containers },
        };

    public static V1ContainerStatus Waiting(string reason, string? message = null, int restarts = 0) =>
        new()
        {
            Name = "web",
            Image = Image,
            RestartCount = restarts,
            State = new()
            {
                Waiting = new() { Reason = reason, Message = message },
            },
            LastState = restarts == 0 ? null : Ended(1),
        };

    public static V1ContainerStatus Running(bool isReady, int restarts = 0, int exitCode = 1) =>
        new()
        {
            Name = "web",
            Image = Image,
            Ready = isReady,
            RestartCount = restarts,
            State = new() { Running = new() },
            LastState = restarts == 0 ? null : Ended(exitCode),
        };

    public static Corev1Event Event(
        string message,
        int second = 0,
        string reason = "Failed",
        string uid = "uid-web-1"
    ) =>
        new()
        {
            Metadata = new() { Name = $"web-1.{second}" },
            InvolvedObject = new() { Uid = uid },
            Reason = reason,
            Message = message,
            LastTimestamp = new DateTime(2026, 1, 1, 0, 0, second, DateTimeKind.Utc),
        };

    private static V1ContainerState Ended(int exitCode) =>
        new()
        {
            Terminated = new() { ExitCode = exitCode, Reason = exitCode == 137 ? "OOMKilled" : "Error" },
        };
}
