using Clusters.Calls;
using Clusters.Kubeconfigs;

namespace Loopback;

/// <summary>
/// Connections to loopback servers, which repeat at once and have the time that a busy machine takes.
/// </summary>
internal static class Connecting
{
    public static ConnectionLimits Quick { get; } =
        new()
        {
            Call = TimeSpan.FromMinutes(5),
            Trouble = TimeSpan.FromMinutes(5),
            FirstContact = TimeSpan.FromMinutes(5),
            FirstDelay = TimeSpan.FromMilliseconds(2),
            LongestDelay = TimeSpan.FromMilliseconds(20),
            Plugin = TimeSpan.FromMinutes(5),
        };

    public static ClusterConnection To(LoopbackServer server, ConnectionLimits? limits = null, string? token = null) =>
        To(server.Address, limits ?? Quick, token);

    public static ClusterConnection To(Uri server, ConnectionLimits limits, string? token = null) =>
        Through(Kubeconfig(server, user: token is null ? "{}" : $"{{ token: {token} }}"), limits);

    public static Kubeconfig Kubeconfig(Uri server, string cluster = "", string user = "{}", string? folder = null) =>
        Clusters.Kubeconfigs.Kubeconfig.Parse(
            $$"""
            apiVersion: v1
            kind: Config
            current-context: main
            contexts:
              - { name: main, context: { cluster: c, user: u, namespace: shop } }
            clusters:
              - name: c
                cluster: { server: "{{server}}"{{(cluster.Length > 0 ? ", " + cluster : "")}} }
            users:
              - name: u
                user: {{user}}
            """,
            "test.kubeconfig",
            folder
        );

    public static ClusterConnection Through(
        Kubeconfig kubeconfig,
        ConnectionLimits? limits = null,
        TimeProvider? time = null
    ) => ClusterConnection.Open("uk", kubeconfig.Select("main"), time ?? TimeProvider.System, limits ?? Quick);
}
