using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>Writes a Job's conditions.</summary>
internal sealed class JobConditions(ControlPlane plane)
{
    /// <summary>
    /// Whether a condition announces a Job's end before the Job has ended. Such conditions came with 1.31.
    /// </summary>
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
