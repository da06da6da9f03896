using Drill;
using Drill.Faults;
using Foundation.Files;
using Foundation.Secrets;
using Pipeline.Running;
using Releases.Fleets;

namespace Pipeline.Rehearsals;

/// <summary>A request turned to the stage of a drill: the release itself is the same as ever.</summary>
internal static class StagedRequest
{
    /// <summary>The request with the stage's checkout, registry and clusters.</summary>
    public static ReleaseRequest Of(
        ReleaseRequest request,
        RehearsalPlan plan,
        PrivateDirectory files,
        EmbeddedFleet clusters,
        RehearsedImages images,
        string checkout
    ) =>
        request with
        {
            Options = request.Options with
            {
                App = checkout,
                DrillFolder = files.Path,
                Image = images.Repository,
                RegistryUser = RehearsedImages.User,
            },
            RegistryPassword = images.Password,
            ImagesLeftOut = images.LeftOut,
            Waves =
            [
                .. request.Waves.Select(wave =>
                    wave with
                    {
                        Regions =
                        [
                            .. wave.Regions.Select(region => OnStage(region, plan, files, clusters[region.Name])),
                        ],
                    }
                ),
            ],
        };

    private static Region OnStage(Region region, RehearsalPlan plan, PrivateDirectory files, EmbeddedCluster cluster) =>
        region with
        {
            Provider = Provider.Drill,
            // A drill backs up no real database.
            Database = null,
            Cluster = cluster.Name,
            Kubeconfig = files.Write($"kubeconfig-{cluster.Name}", new Secret(KubeconfigOf(cluster, plan))),
            Url = cluster.PageUrl,
        };

    // The one fault that strikes on this side of the cluster.
    private static string KubeconfigOf(EmbeddedCluster cluster, RehearsalPlan plan) =>
        plan.Faults.Contains(new RehearsedFault(cluster.Name, FaultKind.PluginHangs))
            ? WaitingPlugin.In(cluster.Kubeconfig)
            : cluster.Kubeconfig;
}
