using Foundation.Text;
using Releases.Fleets;

namespace Releases.Regions;

/// <summary>The beginning of a kubectl command that a person can run as it is. It works for every provider.</summary>
public static class KubectlCommand
{
    /// <summary>The command up to and with the namespace.</summary>
    public static string Of(Region region) =>
        region.Provider switch
        {
            Provider.Context =>
                $"kubectl {OwnFile(region)}--context {ShellWord.Of(region.Cluster)} --namespace {region.Namespace}",
            // Without --serve the clusters end with the drill.
            Provider.Drill => $"with --serve: kubectl --context {region.Name} --namespace {region.Namespace}",
            Provider.Aks or Provider.Gke =>
                $"{Fetching(region)}; kubectl --kubeconfig {FileOf(region)} --namespace {region.Namespace}",
        };

    // The user's own kubeconfig may lack the cluster, and the tool never writes that file. The command uses a file of
    // its own.
    private static string Fetching(Region region) =>
        $"./build.sh --target=Credentials --regions={region.Name}{Place(region)} --kubeconfig={FileOf(region)}";

    // Git ignores artifacts/.
    private static string FileOf(Region region) => $"artifacts/{region.Name}.kubeconfig";

    private static string Place(Region region) =>
        region.Line > 0
            ? ""
            : $" --gke {ShellWord.Line($"--gke-project={region.Project}", $"--gke-location={region.Location}")}";

    private static string OwnFile(Region region) =>
        region.Kubeconfig is { } file ? $"--kubeconfig {ShellWord.Of(file)} " : "";
}
