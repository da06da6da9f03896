using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>Writes what a Job says of itself.</summary>
internal sealed class JobConditions(ControlPlane plane)
{
    /// <summary>Whether a condition says how the Job will end before it has, which came with 1.31.</summary>
    public bool HasTargets => plane.Region.Version.Minor >= 31;

    public void Finish(Stored job, JsonObject status, string type, string target, string? reason, string? message)
    {
        plane.Moments.Mark(job.Uid, FinishedJobs.Finished, plane.Now);
        if (HasTargets)
            Set(status, target, reason, message);

        Set(status, type, reason, message);
    }

    public void Set(JsonObject status, string type, string? reason, string? message, bool holds = true) =>
        Conditions.Set(status, type, holds, reason, message, plane.Now).Default("lastProbeTime", plane.Now.ToSeconds());
}
