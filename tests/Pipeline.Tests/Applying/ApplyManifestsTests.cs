using System.Text;
using System.Text.Json.Nodes;
using Drill.Faults;
using k8s;
using k8s.Models;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Applying;

public sealed class ApplyManifestsTests
{
    private const string Settings = """
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings }
        data: { region: $REGION, level: "1" }
        """;

    [Fact]
    public async Task Objects_are_created_then_unchanged_then_configured()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("settings.yaml", Settings);

        var first = (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Done);
        var second = (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Done);
        fleet.WriteManifest("settings.yaml", Settings.Replace("\"1\"", "\"2\"", StringComparison.Ordinal));
        var third = (await fleet.RunAsync("ApplyManifests", "--regions=south")).ShouldEndWith(ExitCode.Done);

        first.Lines.ShouldContain("settings.yaml  ConfigMap settings  created");
        first.Region("south").Objects.ShouldBe([new ObjectRecord("ConfigMap", "settings", "created")]);
        Setting(fleet, "north", "region").ShouldBe("north");
        second.Lines.ShouldContain("settings.yaml  ConfigMap settings  unchanged");
        second.Region("north").Objects.ShouldBeNull();
        third.Lines.ShouldContain("settings.yaml  ConfigMap settings  configured");
        (Setting(fleet, "north", "level"), Setting(fleet, "south", "level")).ShouldBe(("1", "2"));
        fleet["north"].GetAll("jobs.batch").ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_field_that_changes_is_shown_before_the_question_once_for_regions_that_are_alike()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("settings.yaml", Settings);
        fleet.WriteManifest("key.yaml", Key("b2xk"));
        (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Done);
        fleet.WriteManifest("settings.yaml", Settings.Replace("\"1\"", "\"2\", more: x", StringComparison.Ordinal));
        fleet.WriteManifest("key.yaml", Key("bmV3"));

        var run = (await fleet.AskedAsync("n", "ApplyManifests")).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain(
            "settings.yaml: ConfigMap settings in north, south\n  ~ data.level: \"1\" -> \"2\"\n  + data.more: \"x\"\n"
        );
        run.Output.ShouldContain("key.yaml: Secret key in north, south\n  ~ data.key: (not shown) -> (not shown)\n");
        run.ToString().ShouldNotContain("bmV3");
    }

    [Fact]
    public async Task The_image_that_a_release_has_set_stays()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        fleet.WriteManifest("web.yaml", Web("$IMAGE:1.0.0"));

        (await fleet.RunAsync("ApplyManifests", "--force-conflicts")).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Done);

        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldBe($"{fleet.Image}:{StagedFleet.To}");
        Deployment(fleet)["minReadySeconds"]!.GetValue<long>().ShouldBe(3);
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_field_of_somebody_else_is_a_finding_with_its_owner_and_nothing_is_applied_anywhere()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("a.yaml", Settings);
        fleet.WriteManifest(
            "web.yaml",
            Web("$IMAGE:$VERSION").Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal)
        );
        await ScaleAsync(fleet, "south", "autoscaler");

        var run = (await fleet.RunAsync("ApplyManifests", "--regions=south,north")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain(
            "south: web.yaml: Deployment web: 409 Apply failed with 2 conflicts: conflict with \"autoscaler\": .spec.replicas"
        );
        run.Said.ShouldContain("--force-conflicts takes it from its owner");
        run.Record.Outcome.ShouldBe(Outcome.Refused);
        run.Region("south").Live.ShouldBe(StagedFleet.From);
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
        (await fleet.RunAsync("ApplyManifests", "--force-conflicts")).ShouldEndWith(ExitCode.Done);
        Deployment(fleet, "south")["replicas"]!.GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public async Task What_is_wrong_with_a_manifest_is_a_usage_error_with_its_line()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings.Replace("$REGION", "$REGOIN", StringComparison.Ordinal));

        var run = (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Usage);

        run.Said.ShouldContain("settings.yaml:4: unknown variable $REGOIN; did you mean 'REGION'?");
    }

    [Fact]
    public async Task A_folder_of_a_region_that_is_not_there_is_a_usage_error_for_every_region_and_every_target()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("gke/settings.yaml", Settings);
        var text = await File.ReadAllTextAsync(fleet.FleetFilePath, TestContext.Current.CancellationToken);
        fleet.WriteManifest(
            "fleet.yaml",
            text.Replace("context: south,", "context: south, manifests: gek,", StringComparison.Ordinal)
        );

        var apply = (await fleet.RunAsync("ApplyManifests", "--regions=north")).ShouldEndWith(ExitCode.Usage);
        var release = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Usage);

        foreach (var run in new[] { apply, release })
            run.Said.ShouldContain("region south: there is no folder gek in ");
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
        fleet["south"].GetAll("jobs.batch").ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_manifests_of_one_object_are_a_usage_error_and_nothing_is_applied_anywhere()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings);
        fleet.WriteManifest("settings copy.yaml", Settings);

        var run = (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Usage);

        run.Said.ShouldContain("settings.yaml: ConfigMap settings is in settings copy.yaml also; leave one out");
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
    }

    [Fact]
    public async Task A_region_that_somebody_releases_to_is_left_alone_and_later_waves_with_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("settings.yaml", Settings);
        fleet["north"].Faults.Add(FaultKind.LockHeld);

        var run = (await fleet.RunAsync("ApplyManifests", "--wait-lock=1s")).ShouldEndWith(ExitCode.Failed);

        run.Region("north").Failure!.Reason.ShouldBe("LockHeld");
        run.Region("south").Outcome.ShouldBe(Outcome.Skipped);
        run.Output.ShouldContain("[south] skipped: north failed in an earlier wave");
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
        fleet["south"].Get("configmaps", "settings").ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_is_surprised_who_is_there_to_be_asked()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings);

        var run = (await fleet.AskedAsync("n", "ApplyManifests")).ShouldEndWith(ExitCode.Refused);

        run.ToString().ShouldContain("Apply this to north? [y/N]");
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
    }

    private static string Key(string value) =>
        $"apiVersion: v1\nkind: Secret\nmetadata: {"{"} name: key {"}"}\ndata: {"{"} key: {value} {"}"}\n";

    private static string Web(string image) =>
        $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web, labels: { image: megforms } }
            spec:
              replicas: 2
              minReadySeconds: 3
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec:
                  containers: [{ name: web, image: "{{image}}" }]
            """;

    // Another manager of fields than ours, which wants what is there.
    private static async Task ScaleAsync(StagedFleet fleet, string region, string manager)
    {
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(fleet[region].Kubeconfig));
        using var client = new Kubernetes(
            await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(kubeconfig)
        );
        await client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch(
                """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":2}}""",
                V1Patch.PatchType.ApplyPatch
            ),
            "web",
            "default",
            fieldManager: manager,
            cancellationToken: TestContext.Current.CancellationToken
        );
    }

    private static string Setting(StagedFleet fleet, string region, string name) =>
        fleet[region].Get("configmaps", "settings")!["data"]![name]!.GetValue<string>();

    private static JsonNode Deployment(StagedFleet fleet, string region = "north") =>
        fleet[region].Get("deployments.apps", "web")!["spec"]!;
}
