using Drill;
using Foundation.Failures;
using Foundation.Http;
using Foundation.Timing;
using Pipeline.Running;
using Releases.Rollout;
using Releases.Workloads;

namespace Pipeline.Rehearsals;

/// <summary>The version that is live before a drill: a release finds its pages and its migration Job.</summary>
public static class FormerVersion
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    /// <summary>The migration Job that it has left, to be seeded into a cluster.</summary>
    /// <param name="job">The Job's name, as the fleet file says it.</param>
    /// <param name="image">The images' repository.</param>
    /// <param name="version">The version.</param>
    public static string Migration(string job, string image, string version) =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{job}}
              labels: { {{ReleaseLabels.Version}}: "{{version}}" }
            spec:
              backoffLimit: 0
              template:
                metadata:
                  labels: { {{ReleaseLabels.Version}}: "{{version}}" }
                spec:
                  restartPolicy: Never
                  containers:
                    - name: migration
                      image: {{image}}:{{version}}
                      command: [python, manage.py, migrate, audits, 0040_audit_and_issue]
            """;

    /// <summary>
    /// Waits until it serves and has migrated: faults reach only what comes after them.
    /// </summary>
    /// <param name="request">Where it shall serve.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="plan">Which version it is.</param>
    /// <exception cref="ReleaseException">It does not serve in time.</exception>
    public static async Task WaitAsync(ReleaseRequest request, EmbeddedFleet clusters, RehearsalPlan plan)
    {
        using var http = new HttpClient(HttpTransport.Create());
        var page = new LivePage(http);
        var deadline = new Deadline(request.Environment.Time, StartLimit);
        await Task.WhenAll(clusters.Clusters.Select(WaitAsync));

        async Task WaitAsync(EmbeddedCluster cluster)
        {
            while (
                await ReadAsync(cluster) is var reading
                && (reading.Version != plan.Versions.From.ToString() || !HasMigrated(cluster, request))
            )
            {
                if (deadline.IsOver)
                    throw new ReleaseException(
                        $"{cluster.Name}: the embedded cluster does not serve {plan.Versions.From}: {reading.Text}"
                    );
                await Task.Delay(TimeSpan.FromMilliseconds(20), request.Environment.Time, request.Cancelled);
            }
        }

        static bool HasMigrated(EmbeddedCluster cluster, ReleaseRequest request) =>
            cluster.Get("jobs.batch", request.Fleet!.Migration.Job)?["status"]?["completionTime"] is not null;

        Task<LivePageReading> ReadAsync(EmbeddedCluster cluster) =>
            page.ReadAsync(cluster.PageUrl, request.Fleet!.PagePattern, request.Environment.Time, request.Cancelled);
    }
}
