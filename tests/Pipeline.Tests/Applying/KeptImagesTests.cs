using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Applying;

/// <summary>The images of selected workloads, which manifests leave to releases.</summary>
public sealed class KeptImagesTests
{
    private const string Digest = "sha256:1f3fc1d8b0d0c5a3fca6a2b9b8d0e4a5f6c7d8e9f0a1b2c3d4e5f6a7b8c9d0e1";

    [Theory]
    // Nobody can tell which rule the second one follows.
    [InlineData($":{StagedFleet.From}", $"@{Digest}")]
    [InlineData(":new-static", ":old-static")]
    // All can be told.
    [InlineData($":{StagedFleet.From}", $":{StagedFleet.From}-static")]
    public async Task Containers_keep_theirs_whether_or_not_their_rules_can_be_told(string first, string second)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Apply(Shop($"{fleet.Image}{first}", $"{fleet.Image}{second}"));
        fleet.WriteManifest("shop.yaml", Shop("$IMAGE:$VERSION", "$IMAGE:$VERSION-static", minReady: 3));

        (await fleet.RunAsync("ApplyManifests", "--force-conflicts")).ShouldEndWith(ExitCode.Done);

        Images(fleet).ShouldBe([$"{fleet.Image}{first}", $"{fleet.Image}{second}"]);
        fleet["north"].Get("deployments.apps", "shop")!["spec"]!["minReadySeconds"]!.GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public async Task A_selected_workload_that_runs_none_of_the_release_gets_none_without_a_release()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Apply(Shop("nginx:1", "nginx:2"));
        fleet.WriteManifest("shop.yaml", Shop("$IMAGE:$VERSION", "nginx:2", minReady: 3));

        var run = (await fleet.RunAsync("ApplyManifests", "--force-conflicts")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain("north: Deployment shop is selected by 'image=megforms' but runs no image of");
        run.Said.ShouldContain("take the label off the workload");
        Images(fleet).ShouldBe(["nginx:1", "nginx:2"]);
    }

    [Fact]
    public async Task A_selected_workload_of_other_images_is_none_of_a_release_s_business()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Apply(Shop("nginx:1", "nginx:2"));
        fleet.WriteManifest("shop.yaml", Shop("nginx:1", "nginx:3"));

        (await fleet.RunAsync("ApplyManifests", "--force-conflicts")).ShouldEndWith(ExitCode.Done);

        Images(fleet).ShouldBe(["nginx:1", "nginx:3"]);
    }

    private static string[] Images(StagedFleet fleet) =>
        [
            fleet.ImageOf("north", "deployments.apps", "shop", "web"),
            fleet.ImageOf("north", "deployments.apps", "shop", "static"),
        ];

    private static string Shop(string web, string files, int minReady = 0) =>
        $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: shop, labels: { image: megforms } }
            spec:
              minReadySeconds: {{minReady}}
              selector: { matchLabels: { app: shop } }
              template:
                metadata: { labels: { app: shop } }
                spec:
                  containers: [{ name: web, image: "{{web}}" }, { name: static, image: "{{files}}" }]
            """;
}
