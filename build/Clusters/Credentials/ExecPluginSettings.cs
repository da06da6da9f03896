using System.Text.Json.Nodes;
using Foundation.Secrets;

namespace Clusters.Credentials;

/// <summary>The <c>exec</c> section of a kubeconfig user, as client-go's credential plugins define it.</summary>
internal sealed record ExecPluginSettings
{
    public const string V1 = "client.authentication.k8s.io/v1";
    public const string V1Beta1 = "client.authentication.k8s.io/v1beta1";

    public required string ApiVersion { get; init; }

    /// <summary>A name to look up in PATH, or a full path.</summary>
    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, Secret>> Environment { get; init; } = [];

    public string? InstallHint { get; init; }

    /// <summary>
    /// What the plugin is told of the cluster (<c>provideClusterInfo</c>), or <see langword="null"/>.
    /// </summary>
    public JsonObject? Cluster { get; init; }
}
