using Clusters.Calls;
using Foundation.Failures;
using Loopback;
using Releases.Tests.Fleets;
using Releases.Tests.Rollout;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Tests.Workloads;

public sealed class ImageChangesTests
{
    private const string Image = "example.azurecr.io/app";

    [Fact]
    public async Task Every_rule_gets_the_workloads_that_its_selector_matches()
    {
        await using var server = Serving();
        using var connection = Connecting.To(server);

        var changes = await PlanAsync(connection);

        changes
            .Select(change => $"{change.Workload} {change.FromVersion} {change.To}")
            .ShouldBe([
                "Deployment a 1.2.2 example.azurecr.io/app:1.2.3",
                "Deployment b 1.2.2 example.azurecr.io/app:1.2.3",
                "CronJob nightly 1.2.2 example.azurecr.io/app:1.2.3",
                "Deployment static 1.2.2 example.azurecr.io/app:1.2.3-static",
            ]);
    }

    [Fact]
    public async Task A_selector_that_matches_nothing_is_an_error()
    {
        await using var server = Serving(withStatic: false);
        using var connection = Connecting.To(server);

        (await Should.ThrowAsync<ReleaseException>(() => PlanAsync(connection))).Message.ShouldBe(
            "uk: no Deployment has the label image=static"
        );
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_selection_of_a_region_is_said_at_once()
    {
        await using var server = Serving(withStatic: false, image: "elsewhere.io/app");
        using var connection = Connecting.To(server);

        var message = (await Should.ThrowAsync<ReleaseException>(() => PlanAsync(connection))).Message;

        message.ShouldContain("Deployment a is selected by 'image=app' but runs no image of");
        message.ShouldContain("Deployment b is selected by 'image=app' but runs no image of");
        message.ShouldEndWith("; uk: no Deployment has the label image=static");
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("feature-x", "feature-x")]
    [InlineData("_x", "")]
    [InlineData("x.", "")]
    [InlineData("a-tag-that-is-longer-than-the-sixty-three-letters-of-a-label-value", "")]
    public void A_tag_that_cannot_be_a_label_is_stood_for_by_its_hash(string tag, string label)
    {
        var value = ReleaseLabels.ValueOf(ImageTag.TryParse(tag)!);

        if (label.Length > 0)
            value.ShouldBe(label);
        else
            value.ShouldMatch("^[0-9a-f]{40}$");
    }

    private static Task<IReadOnlyList<ImageChange>> PlanAsync(ClusterConnection connection)
    {
        var fleet = SampleFleet.Read();
        var order = SampleOrder.Of(fleet);
        var cluster = new RegionCluster(
            "uk",
            fleet.Regions.Single(region => region.Name == "uk").Namespace,
            connection,
            "kubectl"
        );
        return ImageChanges.PlanAsync(new WorkloadApi(cluster), order, "uk", TestContext.Current.CancellationToken);
    }

    private static LoopbackServer Serving(bool withStatic = true, string image = Image) =>
        new(exchange =>
            (exchange.Path.Split('?')[0], exchange.Query("labelSelector")) switch
            {
                ("/apis/apps/v1/namespaces/shop/deployments", "image=app") => exchange.JsonAsync(
                    List(Deployment("b", "1.2.2", image), Deployment("a", "1.2.2", image))
                ),
                ("/apis/apps/v1/namespaces/shop/deployments", "image=static") => exchange.JsonAsync(
                    withStatic ? List(Deployment("static", "1.2.2-static")) : List()
                ),
                ("/apis/batch/v1/namespaces/shop/cronjobs", _) => exchange.JsonAsync(List(CronJob("nightly", "1.2.2"))),
                _ => exchange.JsonAsync(
                    """
                    {"kind":"APIResourceList","groupVersion":"batch/v1","resources":
                     [{"name":"cronjobs","kind":"CronJob","namespaced":true,"singularName":"","verbs":[]}]}
                    """
                ),
            }
        );

    private static string List(params string[] items) =>
        """{"kind":"List","metadata":{"resourceVersion":"1"},"items":[""" + string.Join(',', items) + "]}";

    private static string Deployment(string name, string tag, string image = Image) =>
        Named(name, """{"selector":{},"template":""" + Template(tag, image) + "}");

    private static string CronJob(string name, string tag) =>
        Named(name, """{"schedule":"@daily","jobTemplate":{"spec":{"template":""" + Template(tag) + "}}}");

    private static string Named(string name, string spec) =>
        $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}}""" + "}";

    private static string Template(string tag, string image = Image) =>
        $$"""{"spec":{"containers":[{"name":"web","image":"{{image}}:{{tag}}"}]""" + "}}";
}
