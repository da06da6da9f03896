using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Kubelet;

/// <summary>The state of a container in the pod's status: waiting, running or terminated.</summary>
internal abstract record ContainerState
{
    public abstract JsonObject ToJson();

    /// <summary>Not running, with the kubelet's reason.</summary>
    public sealed record Waiting(string Reason, string? Message = null) : ContainerState
    {
        public override JsonObject ToJson()
        {
            var waiting = new JsonObject { ["reason"] = Reason };
            waiting.SetOrRemove("message", Message);
            return new JsonObject { ["waiting"] = waiting };
        }
    }

    /// <summary>Running since a moment.</summary>
    public sealed record Running(DateTimeOffset Since) : ContainerState
    {
        public override JsonObject ToJson() =>
            new() { ["running"] = new JsonObject { ["startedAt"] = Since.ToSeconds() } };
    }

    /// <summary>Ended with an exit code.</summary>
    public sealed record Terminated(int ExitCode, DateTimeOffset Since, DateTimeOffset Until, string ContainerId)
        : ContainerState
    {
        public override JsonObject ToJson() =>
            new()
            {
                ["terminated"] = new JsonObject
                {
                    ["exitCode"] = ExitCode,
                    ["reason"] = ExitCode == 0 ? "Completed" : "Error",
                    ["startedAt"] = Since.ToSeconds(),
                    ["finishedAt"] = Until.ToSeconds(),
                    ["containerID"] = ContainerId,
                },
            };
    }
}
