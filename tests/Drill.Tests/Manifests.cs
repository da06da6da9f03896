namespace Drill.Tests;

/// <summary>The objects that tests release.</summary>
internal static class Manifests
{
    public const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    public const string Pods = "/api/v1/namespaces/default/pods";
    public const string Jobs = "/apis/batch/v1/namespaces/default/jobs";
    public const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    public const string Leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";

    /// <summary>Three web pods with an init container and a sidecar.</summary>
    public static string Web(string version = "1.2.2", int replicas = 3, string strategy = "{}") =>
        $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web, labels: { image: megforms } }
            spec:
              replicas: {{replicas}}
              strategy: {{strategy}}
              progressDeadlineSeconds: 60
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web, image: megforms } }
                spec:
                  initContainers:
                  - { name: init, image: "registry.example/megforms:{{version}}" }
                  containers:
                  - name: web
                    image: registry.example/megforms:{{version}}
                    readinessProbe: { httpGet: { path: /, port: 8000 } }
                  - { name: sidecar, image: "registry.example/proxy:7" }
            """;

    public static string Migration(string spec = "backoffLimit: 1", string restartPolicy = "Never") =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata: { name: migration }
            spec:
              {{spec}}
              template:
                spec:
                  restartPolicy: {{restartPolicy}}
                  containers:
                  - { name: migrate, image: "registry.example/megforms:1.2.3" }
            """;

    public static string ConfigMap(string name, string data = "{ a: \"1\" }") =>
        $$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: {{name}} }
            data: {{data}}
            """;

    /// <summary>A strategic merge patch for the web container alone.</summary>
    public static string SetImage(string version) =>
        """{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"registry.example/megforms:VERSION"}]}}}}""".Replace(
            "VERSION",
            version,
            StringComparison.Ordinal
        );
}
