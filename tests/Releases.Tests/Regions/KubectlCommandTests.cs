using Releases.Fleets;
using Releases.Regions;

namespace Releases.Tests.Regions;

public sealed class KubectlCommandTests
{
    private static readonly Region Region = new()
    {
        Name = "uk",
        Cluster = "uk-cluster",
        Namespace = "web",
        Provider = Provider.Context,
        Line = 7,
    };

    [Fact]
    public void A_region_of_a_cloud_first_gets_a_kubeconfig_of_its_own() =>
        KubectlCommand
            .Of(Region with { Provider = Provider.Aks, ResourceGroup = "MEG" })
            .ShouldBe(
                "./build.sh --target=Credentials --regions=uk --kubeconfig=artifacts/uk.kubeconfig; kubectl --kubeconfig artifacts/uk.kubeconfig --namespace web"
            );

    [Fact]
    public void A_region_that_the_fleet_does_not_know_is_named_as_it_was_given() =>
        KubectlCommand
            .Of(Region with { Provider = Provider.Gke, Line = 0, Project = "p", Location = "l" })
            .ShouldStartWith(
                "./build.sh --target=Credentials --regions=uk --gke --gke-project=p --gke-location=l --kubeconfig="
            );

    [Fact]
    public void A_context_is_named_with_its_file_when_that_is_not_the_users_default()
    {
        KubectlCommand.Of(Region).ShouldBe("kubectl --context uk-cluster --namespace web");
        KubectlCommand
            .Of(Region with { Kubeconfig = "/etc/kubeconfig" })
            .ShouldBe("kubectl --kubeconfig /etc/kubeconfig --context uk-cluster --namespace web");
        KubectlCommand
            .Of(Region with { Cluster = "uk (old)" })
            .ShouldBe("kubectl --context 'uk (old)' --namespace web");
    }

    [Fact]
    public void The_clusters_of_a_drill_have_to_be_kept_up() =>
        KubectlCommand
            .Of(Region with { Provider = Provider.Drill })
            .ShouldBe("with --serve: kubectl --context uk --namespace web");
}
