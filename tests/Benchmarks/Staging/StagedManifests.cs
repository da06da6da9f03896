namespace Benchmarks.Staging;

/// <summary>The fleet file and the manifests of a stage.</summary>
internal static class StagedManifests
{
    /// <summary>The migration Job. The variables are filled in by whoever creates it.</summary>
    public const string Migration = """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: migration }
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              containers:
                - { name: migration, image: "$IMAGE:$VERSION", command: [./manage.py, migrate] }
        """;

    /// <summary>A fleet in one wave.</summary>
    /// <param name="registry">The registry's host.</param>
    /// <param name="names">The regions' names, with commas between.</param>
    /// <param name="regions">The regions, a line each.</param>
    /// <param name="workloads">How many workloads a region has; a single one has no static files beside it.</param>
    public static string Fleet(string registry, string names, IEnumerable<string> regions, int workloads) =>
        $$"""
            registry: {{registry}}
            repository: megforms
            mainBranch: master
            workloads:
              - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
              {{(workloads > 1 ? StaticFiles : "")}}
            migration: { manifest: jobs/migration.yaml, job: migration }
            default: all
            groups: { all: [{{names}}] }
            waves: [[{{names}}]]
            regions:
            {{string.Join('\n', regions)}}
            """;

    private const string StaticFiles =
        """- { selector: image=mat-cms-static, kinds: [Deployment], tag: "{version}-static" }""";

    /// <summary>
    /// Deployments of the application, and where there are several, the last one serves the static files.
    /// </summary>
    public static IEnumerable<string> Workloads(int count, string image, string version) =>
        Enumerable
            .Range(1, count)
            .Select(number =>
                number > 1 && number == count
                    ? Deployment("static", "mat-cms-static", $"{image}:{version}-static")
                    : Deployment($"web{number}", "megforms", $"{image}:{version}")
            );

    private static string Deployment(string name, string label, string image) =>
        $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: {{name}}, labels: { image: {{label}} } }
            spec:
              replicas: 1
              selector: { matchLabels: { app: {{name}} } }
              template:
                metadata: { labels: { app: {{name}} } }
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - { name: main, image: "{{image}}", readinessProbe: { httpGet: { path: /, port: 8000 }, periodSeconds: 1 } }
            """;
}
