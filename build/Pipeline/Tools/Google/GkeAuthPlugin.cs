using Cake.Core.Tooling;
using Foundation.Failures;

namespace Pipeline.Tools.Google;

/// <summary>
/// The exec plugin that every kubeconfig of gcloud names. When it is missing gcloud only warns, and each call to the
/// cluster fails later.
/// </summary>
public static class GkeAuthPlugin
{
    /// <summary>The plugin's executable.</summary>
    public const string Name = "gke-gcloud-auth-plugin";

    /// <summary>Makes sure that the plugin is there.</summary>
    /// <exception cref="ReleaseException">It is not installed.</exception>
    public static void Require(IToolLocator tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        if (tools.Resolve([Name, $"{Name}.exe"]) is null)
            throw new ReleaseException(
                $"{Name} is not installed; without it no GKE cluster can be reached.",
                $"gcloud components install {Name}, or the package google-cloud-cli-{Name}"
            );
    }
}
