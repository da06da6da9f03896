using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

/// <summary>The columns of the batch group.</summary>
internal static class JobColumns
{
    public static TableColumn[] For(string kind, TableColumn name, TableColumn age) =>
        kind == "CronJob"
            ?
            [
                name,
                new("Schedule", found => found.Json.Text("spec.schedule")),
                new("Suspend", found => found.Json.Flag("spec.suspend") ? "True" : "False"),
                new("Active", found => found.Json.Items("status.active").Count()) { Type = "integer" },
                new("Last Schedule", (found, now) => Ages.Since(found.Json.Moment("status.lastScheduleTime"), now)),
                age,
                .. WorkloadColumns.Template("spec.jobTemplate.spec.template"),
            ]
            :
            [
                name,
                new("Status", found => Status(found)),
                new("Completions", Completions),
                new("Duration", Duration),
                age,
            ];

    private static JsonNode? Completions(Stored job) =>
        $"{job.Json.Number("status.succeeded") ?? 0}/{job.Json.Number("spec.completions") ?? 1}";

    private static string Status(Stored job) =>
        Conditions.IsTrue(job.Json["status"], "Complete") ? "Complete"
        : Conditions.IsTrue(job.Json["status"], "Failed") ? "Failed"
        : job.IsBeingDeleted ? "Terminating"
        : Conditions.IsTrue(job.Json["status"], "Suspended") ? "Suspended"
        : Conditions.IsTrue(job.Json["status"], "FailureTarget") ? "FailureTarget"
        : "Running";

    private static JsonNode? Duration(Stored job, DateTimeOffset now) =>
        job.Json.Moment("status.startTime") is { } start
            ? Ages.Since(start, job.Json.Moment("status.completionTime") ?? now)
            : "";
}
