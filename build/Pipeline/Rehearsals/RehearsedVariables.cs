using Releases.Fleets;

namespace Pipeline.Rehearsals;

/// <summary>
/// What a drill fills in where the fleet file leaves a variable of this repository's manifests open: something that
/// works in an embedded cluster, and is true nowhere else.
/// </summary>
internal static class RehearsedVariables
{
    private static readonly Dictionary<string, FleetVariable> Values = new()
    {
        ["APP_SECRET"] = Text("drill"),
        ["APP_UID"] = Number("10001"),
        ["CLEANUP_CPU"] = Text("50m"),
        ["CLEANUP_MEMORY"] = Text("128Mi"),
        ["DATABASE_INSTANCE"] = Text("drill:drill:drill"),
        ["DJANGO_SETTINGS_MODULE"] = Text("project.settings"),
        ["GOOGLE_SERVICE_ACCOUNT"] = Text("drill@example.invalid"),
        ["HEALTH_PATH"] = Text("/health/"),
        ["INGRESS_CLASS"] = Text("drill"),
        ["PROXY_CPU"] = Text("50m"),
        ["PROXY_IMAGE"] = Text("proxy.example.invalid/database-proxy:1"),
        ["PROXY_MEMORY"] = Text("64Mi"),
        ["PULL_SECRET"] = Text("drill-registry"),
        ["SCHEDULER_COMMAND"] = Text("python manage.py schedule"),
        ["SCHEDULER_CPU"] = Text("50m"),
        ["SCHEDULER_MEMORY"] = Text("128Mi"),
        ["STATIC_CPU"] = Text("50m"),
        ["STATIC_MEMORY"] = Text("64Mi"),
        ["STATIC_PATH"] = Text("/static/"),
        ["STATIC_PORT"] = Number("8000"),
        ["STATIC_REPLICAS"] = Number("1"),
        ["STATIC_UID"] = Number("10001"),
        ["TLS_SECRET"] = Text("drill-certificate"),
        ["WEB_CPU"] = Text("100m"),
        ["WEB_MAX_REPLICAS"] = Number("4"),
        ["WEB_MEMORY"] = Text("256Mi"),
        ["WEB_MIN_REPLICAS"] = Number("2"),
        ["WEB_PORT"] = Number("8000"),
        ["WORKER_COMMAND"] = Text("python manage.py work"),
        ["WORKER_CPU"] = Text("50m"),
        ["WORKER_MEMORY"] = Text("128Mi"),
        ["WORKER_REPLICAS"] = Number("1"),
    };

    /// <summary>The fleet with all of them set. What the fleet file sets goes before them.</summary>
    public static Fleet Fill(Fleet fleet)
    {
        var variables = new Dictionary<string, FleetVariable>(Values);
        foreach (var (name, value) in fleet.Variables)
            variables[name] = value;
        return fleet with { Variables = variables };
    }

    private static FleetVariable Text(string value) => new(value, IsNumber: false);

    private static FleetVariable Number(string value) => new(value, IsNumber: true);
}
