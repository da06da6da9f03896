using System.Text.Json.Nodes;
using Foundation.Processes;
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

    /// <summary>The variables that it does not inherit; no kubeconfig names any.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    public string? InstallHint { get; init; }

    /// <summary>
    /// What the plugin is told of the cluster (<c>provideClusterInfo</c>), or <see langword="null"/>.
    /// </summary>
    public JsonObject? Cluster { get; init; }

    /// <summary>The program's file, or <see langword="null"/> when it is not installed.</summary>
    public string? Program => ProgramSearch.Find(Command, ChildProcess.InheritedPath);

    /// <summary>
    /// Whether a run for the other one gives the same answer: the same program is asked the same. What a plugin is told
    /// of its cluster may make the answer another one. The hint is for people alone.
    /// </summary>
    public bool AnswersFor(ExecPluginSettings other) =>
        Cluster is null
        && other.Cluster is null
        && ApiVersion == other.ApiVersion
        && Arguments.SequenceEqual(other.Arguments)
        && Variables(this).SequenceEqual(Variables(other))
        && Without.SequenceEqual(other.Without)
        && (Program ?? Command) == (other.Program ?? other.Command);

    private static IEnumerable<(string Name, string Value)> Variables(ExecPluginSettings settings) =>
        settings.Environment.Select(variable => (variable.Key, variable.Value.Reveal()));
}
