using System.Text.Json.Nodes;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Applying;

/// <summary><c>Deploy --apply-manifests</c>.</summary>
public sealed class ReleaseWithManifestsTests
{
    private const string Settings = """
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings }
        data: { region: $REGION, version: $VERSION }
        """;

    [Fact]
    public async Task They_are_applied_between_the_migration_and_the_new_images()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("settings.yaml", Settings);
        fleet.WriteManifest("web.yaml", Workload("web", minReady: 1));
        fleet.WriteManifest("worker.yaml", Workload("worker", minReady: 0));

        var run = (await fleet.RunAsync("Deploy", "--apply-manifests", "--tail-migration")).ShouldEndWith(
            ExitCode.Done
        );

        foreach (var region in new[] { "north", "south" })
        {
            run.Region(region)
                .Stages.Select(stage => (stage.Name, stage.Outcome))
                .ShouldBe([
                    (Stage.Migrate, Outcome.Succeeded),
                    (Stage.Apply, Outcome.Succeeded),
                    (Stage.SetImage, Outcome.Succeeded),
                    (Stage.Verify, Outcome.Succeeded),
                ]);
            run.Region(region)
                .Objects.ShouldBe([
                    new ObjectRecord("ConfigMap", "settings", "created"),
                    new ObjectRecord("Deployment", "web", "configured"),
                    new ObjectRecord("Deployment", "worker", "created"),
                ]);
            // What served before is changed by the stage that notes where to go back to.
            run.Region(region)
                .Workloads.ShouldContain(
                    new WorkloadRecord(
                        "Deployment",
                        "web",
                        $"{fleet.Image}:{StagedFleet.From}",
                        $"{fleet.Image}:{StagedFleet.To}"
                    )
                );
            fleet.ImageOf(region, "deployments.apps", "worker", "worker").ShouldBe($"{fleet.Image}:{StagedFleet.To}");
            Setting(fleet, region, "region").ShouldBe(region);
            Setting(fleet, region, "version").ShouldBe(StagedFleet.To);
        }
        run.Lines.ShouldContain(line =>
            line.EndsWith("[north] apply: done: 3 of 3 objects changed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_same_command_again_finds_them_applied()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings);
        fleet.WriteManifest("web.yaml", Workload("web", minReady: 1));
        (await fleet.RunAsync("Deploy", "--apply-manifests")).ShouldEndWith(ExitCode.Done);

        var again = (await fleet.RunAsync("Deploy", "--apply-manifests")).ShouldEndWith(ExitCode.Done);

        again.StageOf("north", Stage.Apply).ShouldBe(Outcome.Skipped);
        again.Output.ShouldContain("apply: 2 objects as the manifests say");
        again.Said.ShouldContain("manifests: 0 of 2 objects change in north");
        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldBe($"{fleet.Image}:{StagedFleet.To}");
    }

    [Fact]
    public async Task Without_the_argument_nothing_of_the_folder_is_applied_or_asked()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings.Replace("$REGION", "$UNSET", StringComparison.Ordinal));
        fleet["north"].Access.Deny("create", "configmaps");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.StageOf("north", Stage.Apply).ShouldBeNull();
        run.Region("north").Objects.ShouldBeNull();
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_is_asked_sees_each_field_that_changes_and_may_say_no()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("settings.yaml", Settings);
        (await fleet.RunAsync("ApplyManifests", $"--version={StagedFleet.From}")).ShouldEndWith(ExitCode.Done);

        var run = (await fleet.AskedAsync("n", "Deploy", "--apply-manifests")).ShouldEndWith(ExitCode.Refused);

        run.Errors.ShouldContain("Manifests: 1 of 1 object change in north, south");
        run.Errors.ShouldContain(
            "settings.yaml: ConfigMap settings in north, south\n  ~ data.version: \"1.2.2\" -> \"1.2.3\"\n"
        );
        Setting(fleet, "north", "version").ShouldBe(StagedFleet.From);
        fleet["north"].GetAll("jobs.batch").ShouldBeEmpty();
    }

    [Fact]
    public async Task Preflight_asks_for_what_a_manifest_leaves_open_with_file_and_line()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings.Replace("$REGION", "$LEVEL", StringComparison.Ordinal));

        var run = (await fleet.RunAsync("Preflight", "--apply-manifests")).ShouldEndWith(ExitCode.Usage);

        run.ToString()
            .ShouldContain($"settings.yaml:4: unknown variable $LEVEL; set it in `variables` in {fleet.FleetFilePath}");
    }

    [Fact]
    public async Task Preflight_names_each_missing_permission_only_when_manifests_are_applied()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings);
        fleet.WriteManifest("web.yaml", Workload("web", minReady: 1));
        fleet["north"].Access.Deny("create", "configmaps");
        fleet["north"].Access.Deny("get", "deployments.apps");

        var run = (await fleet.RunAsync("Preflight", "--apply-manifests")).ShouldEndWith(ExitCode.Refused);

        run.ToString()
            .ShouldContain(
                "north: --apply-manifests: not permitted in namespace default: create configmaps, get deployments.apps; next: have kubernetes/access/manifests.yaml"
            );
        (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task What_a_server_would_refuse_is_found_before_anything_is_touched()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("settings.yaml", Settings);
        fleet.WriteManifest(
            "web.yaml",
            Workload("web", minReady: 1).Replace("{ app: web }", "{ app: other }", StringComparison.Ordinal)
        );

        var run = (await fleet.RunAsync("Deploy", "--apply-manifests")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain("north: web.yaml: Deployment web: ");
        run.Said.ShouldContain("ApplyManifests with --force-conflicts takes it from its owner");
        fleet["north"].GetAll("jobs.batch").ShouldBeEmpty();
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
    }

    [Fact]
    public async Task A_failure_says_what_was_applied_before_it_and_the_images_stay()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest("a.yaml", Settings.Replace("settings", "first", StringComparison.Ordinal));
        fleet.WriteManifest("web.yaml", Workload("web", minReady: 1));
        fleet.WriteManifest("z.yaml", Settings.Replace("settings", "last", StringComparison.Ordinal));

        var run = (
            await fleet.RunAsync(
                line =>
                {
                    if (line.Contains("[north] migrate: started", StringComparison.Ordinal))
                        fleet["north"].Access.Deny("patch", "deployments.apps");
                },
                "--apply-manifests"
            )
        ).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure!;
        failure.Stage.ShouldBe(Stage.Apply);
        failure.Reason.ShouldBe("Forbidden");
        failure.Message.ShouldContain("web.yaml: Deployment web");
        failure.Message.ShouldEndWith("; changed before it: ConfigMap first created");
        run.Region("north").Objects.ShouldBe([new ObjectRecord("ConfigMap", "first", "created")]);
        run.Region("north").Live.ShouldBe(StagedFleet.From);
        run.Screen.ShouldContain("way back: not needed, no image was changed");
        run.StageOf("north", Stage.SetImage).ShouldBeNull();
        run.Region("south").Outcome.ShouldBe(Outcome.Skipped);
        fleet["north"].Get("configmaps", "last").ShouldBeNull();
        fleet["north"].Access.AllowAll();
        (await fleet.RunAsync("Deploy", "--apply-manifests")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Get("configmaps", "last").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_plan_has_them_as_JSON_and_as_a_table()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings);

        var json = (await fleet.RunAsync("Plan", "--apply-manifests", "--output=json")).ShouldEndWith(ExitCode.Done);
        var table = (await fleet.RunAsync("Plan", "--apply-manifests")).ShouldEndWith(ExitCode.Done);
        var without = (await fleet.RunAsync("Plan", "--output=json")).ShouldEndWith(ExitCode.Done);

        JsonNode.Parse(json.Output)!["regions"]![0]!["objects"]!
            .AsArray()
            .ShouldHaveSingleItem()!
            .ToJsonString()
            .ShouldBe(
                """{"file":"settings.yaml","kind":"ConfigMap","name":"settings","change":"created","fields":[]}"""
            );
        json.Plan.Regions[0].Objects!.ShouldHaveSingleItem().Name.ShouldBe("settings");
        table.Lines.ShouldContain("settings.yaml  ConfigMap settings  created");
        JsonNode.Parse(without.Output)!["regions"]![0]!["objects"].ShouldBeNull();
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
    }

    [Fact]
    public async Task The_commands_for_a_shell_apply_them_too_and_show_no_secret()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", Settings.Replace("$REGION", "hot!", StringComparison.Ordinal));
        fleet.WriteManifest("web.yaml", Workload("web", minReady: 1));
        fleet.WriteManifest(
            "key.yaml",
            "apiVersion: v1\nkind: Secret\nmetadata: { name: key }\ndata: { key: c2VjcmV0 }\n"
        );

        var run = (await fleet.RunAsync("Plan", "--apply-manifests", "--output=shell")).ShouldEndWith(ExitCode.Done);
        var without = (await fleet.RunAsync("Plan", "--output=shell")).ShouldEndWith(ExitCode.Done);

        const string Command = "kubectl apply --server-side --field-manager=release --filename=- <<'END_OF_TEXT'\n";
        var from = run.Output.IndexOf(Command, StringComparison.Ordinal) + Command.Length;
        var list = JsonNode.Parse(
            run.Output[from..run.Output.IndexOf("\nEND_OF_TEXT", from, StringComparison.Ordinal)]
        )!;
        list["items"]!
            .AsArray()
            .Select(each => each!["kind"]!.GetValue<string>())
            .ShouldBe(["ConfigMap", "Deployment"]);
        list["items"]![0]!["data"]!["region"]!.GetValue<string>().ShouldBe("hot!");
        run.Output[from..].ShouldNotContain("hot!");
        list["items"]![1]!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!
            .GetValue<string>()
            .ShouldBe($"{fleet.Image}:{StagedFleet.From}");
        run.Output.ShouldContain("left out: Secret key of key.yaml");
        run.Output.ShouldNotContain("c2VjcmV0");
        run.Output.IndexOf("kubectl logs", StringComparison.Ordinal).ShouldBeLessThan(from);
        run.Output.IndexOf("kubectl set image", from, StringComparison.Ordinal).ShouldBeGreaterThan(from);
        without.Output.ShouldNotContain("kubectl apply");
    }

    [Fact]
    public async Task A_way_back_applies_none()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("Rollback", "--apply-manifests")).ShouldEndWith(ExitCode.Usage);

        run.ToString()
            .ShouldContain(
                "--apply-manifests: Rollback does nothing with it, only Deploy, Drill, Plan, Preflight; leave it out"
            );
    }

    private static string Workload(string name, int minReady) =>
        $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: {{name}}, labels: { image: megforms } }
            spec:
              minReadySeconds: {{minReady}}
              selector: { matchLabels: { app: {{name}} } }
              template:
                metadata: { labels: { app: {{name}} } }
                spec:
                  containers: [{ name: {{name}}, image: "$IMAGE:$VERSION" }]
            """;

    private static string Setting(StagedFleet fleet, string region, string name) =>
        fleet[region].Get("configmaps", "settings")!["data"]![name]!.GetValue<string>();
}
