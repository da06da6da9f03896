using Foundation.Text;
using Releases.Fleets;

namespace Releases.Procedures;

/// <summary>How a shell reaches the cluster of a region: afterwards <c>kubectl</c> means that cluster.</summary>
/// <param name="Lines">The lines that lead there.</param>
/// <param name="CleanUp">The command that removes what they wrote; empty where they write nothing.</param>
internal sealed record ShellAccess(IReadOnlyList<string> Lines, string CleanUp)
{
    private const string File = "\"$KUBECONFIG\"";
    private const string Remove = $"rm -f {File}";

    // A file of its own: the person's kubeconfig and its current context stay as they are.
    private static readonly string[] OwnFile = ["KUBECONFIG=$(mktemp)", "export KUBECONFIG", $"trap '{Remove}' EXIT"];

    /// <summary>The way to a region's cluster.</summary>
    public static ShellAccess Of(Region region) =>
        region.Provider switch
        {
            Provider.Aks => new([.. OwnFile, .. Azure(region), Kubectl(region)], Remove),
            Provider.Gke => new([.. OwnFile, Google(region), Kubectl(region)], Remove),
            Provider.Context => new([Kubectl(region, [.. Kubeconfig(region), "--context", region.Cluster])], ""),
            Provider.Drill => new([Kubectl(region, "--context", region.Name)], ""),
        };

    private static string[] Azure(Region region)
    {
        string[] subscription = region.Subscription is { } named ? ["--subscription", named] : [];
        var command = ShellWord.Line([
            .. new[] { "az", "aks", "get-credentials", "--resource-group", region.ResourceGroup! },
            .. new[] { "--name", region.Cluster, "--overwrite-existing" },
            .. subscription,
        ]);
        return
        [
            $"{command} --file {File}",
            // Where people log in through Entra ID, kubectl would ask for a code in a browser.
            $"if grep -q kubelogin {File}; then kubelogin convert-kubeconfig -l azurecli --kubeconfig {File}; fi",
        ];
    }

    private static string Google(Region region) =>
        ShellWord.Line([
            .. new[] { "gcloud", "container", "clusters", "get-credentials", region.Cluster },
            .. new[] { "--location", region.Location!, "--project", region.Project! },
        ]);

    private static string[] Kubeconfig(Region region) => region.Kubeconfig is { } file ? ["--kubeconfig", file] : [];

    private static string Kubectl(Region region, params IEnumerable<string> words) =>
        $"kubectl() {{ command {ShellWord.Line(["kubectl", .. words, "--namespace", region.Namespace])} \"$@\"; }}";
}
