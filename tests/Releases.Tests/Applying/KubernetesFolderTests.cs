using System.Text.Json;
using System.Text.Json.Nodes;
using Releases.Applying;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Manifests;
using Releases.Versions;

namespace Releases.Tests.Applying;

/// <summary>The manifests of this repository, <c>kubernetes/</c>.</summary>
public sealed class KubernetesFolderTests
{
    private const string Proxy = "database-proxy";

    private static readonly Fleet Fleet = FleetFile.Read(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"));

    private static readonly Dictionary<string, string> Docs = File.ReadAllLines(
            Path.Combine(Repository.Root, "docs", "manifests.md")
        )
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells is ["", ['`', '$', ..], .., ""])
        .SelectMany(cells => cells[1].Split(", ").Select(name => (Name: name.Trim('`', '$'), Text: cells[2])))
        .ToDictionary(row => row.Name, row => row.Text, StringComparer.Ordinal);

    public static TheoryData<string> Regions => new(Fleet.Regions.Select(region => region.Name));

    [Theory]
    [MemberData(nameof(Regions))]
    public void Each_object_has_a_name_of_its_own_and_none_is_a_secret(string region)
    {
        var objects = ObjectsOf(region);

        objects.Select(each => $"{each}").ShouldBeUnique();
        objects.ShouldNotContain(each => each.Kind == "Secret");
        objects
            .Select(each => each.Kind)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "ConfigMap",
                "CronJob",
                "Deployment",
                "HorizontalPodAutoscaler",
                "Ingress",
                "NetworkPolicy",
                "PodDisruptionBudget",
                "Service",
                "ServiceAccount",
            ]);
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public void Every_container_has_the_least_rights_and_says_what_it_needs(string region)
    {
        foreach (var workload in ObjectsOf(region).Where(each => each.Pods is not null))
        {
            var pods = workload.Pods!;
            Flag(pods, "automountServiceAccountToken").ShouldBe(false, $"{workload}");
            Flag(pods["securityContext"], "runAsNonRoot").ShouldBe(true, $"{workload}");
            pods["securityContext"]!["runAsUser"]!.GetValue<long>().ShouldBeGreaterThan(0);
            pods["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>().ShouldBe("RuntimeDefault");
            foreach (var container in Containers(pods))
            {
                var rights = container["securityContext"];
                Flag(rights, "allowPrivilegeEscalation").ShouldBe(false, $"{workload}");
                Flag(rights, "readOnlyRootFilesystem").ShouldBe(true, $"{workload}");
                rights!["capabilities"]!["drop"]!.ToJsonString().ShouldBe("""["ALL"]""");
                container["resources"]!["requests"]!["cpu"].ShouldNotBeNull($"{workload}");
                container["resources"]!["requests"]!["memory"].ShouldNotBeNull($"{workload}");
                container["resources"]!["limits"]!["memory"].ShouldNotBeNull($"{workload}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public void Each_workload_is_selected_by_one_rule_of_the_fleet_and_has_the_tag_of_that_rule(string region)
    {
        foreach (var workload in ObjectsOf(region).Where(each => each.Pods is not null))
        {
            var labels = workload.Json["metadata"]!["labels"]!.AsObject();
            var rule = Fleet
                .Workloads.Where(rule => labels.Any(label => rule.Selector == $"{label.Key}={label.Value}"))
                .ShouldHaveSingleItem();
            rule.Kinds.Select(kind => $"{kind}").ShouldContain(workload.Kind);
            Containers(workload.Pods!)
                .Select(container => container["image"]!.GetValue<string>())
                .Where(image => image.StartsWith($"{Fleet.Image}:", StringComparison.Ordinal))
                .ShouldBe([$"{Fleet.Image}:{rule.TagOf(ImageTag.Of(ReleaseVersion.Parse("1.2.3")))}"]);
        }
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public void Whatever_selects_pods_selects_some_and_an_autoscaler_has_the_replicas_to_itself(string region)
    {
        var objects = ObjectsOf(region);
        var pods = objects.Select(LabelsOfPods).OfType<string>().Append("migration").ToArray();
        foreach (var service in objects.Where(each => each.Kind == "Service"))
            pods.ShouldContain(service.Json["spec"]!["selector"]!["app"]!.GetValue<string>());
        foreach (var budget in objects.Where(each => each.Kind == "PodDisruptionBudget"))
            pods.ShouldContain(budget.Json["spec"]!["selector"]!["matchLabels"]!["app"]!.GetValue<string>());
        objects
            .Where(each => each.Kind == "NetworkPolicy")
            .SelectMany(each => AppsOf(each.Json["spec"]!["podSelector"]!))
            .ShouldBe(pods, ignoreOrder: true);
        var deployments = objects.Where(each => each.Kind == "Deployment").ToArray();
        var scaled = objects
            .Where(each => each.Kind == "HorizontalPodAutoscaler")
            .Select(each => each.Json["spec"]!["scaleTargetRef"]!["name"]!.GetValue<string>())
            .ToArray();
        deployments.Where(each => each.Json["spec"]!["replicas"] is null).Select(each => each.Name).ShouldBe(scaled);
    }

    private static IEnumerable<string> AppsOf(JsonNode selector) =>
        selector["matchLabels"] is { } labels
            ? [labels["app"]!.GetValue<string>()]
            : selector["matchExpressions"]![0]!["values"]!.AsArray().Select(value => value!.GetValue<string>());

    [Fact]
    public void Ports_of_Services_and_policies_are_numbers_which_pods_of_any_manifest_have()
    {
        var objects = ObjectsOf("uk");
        var ports = objects
            .Where(each => each.Kind == "Service")
            .Select(each => each.Json["spec"]!["ports"]![0]!["targetPort"])
            .Concat(
                objects
                    .Where(each => each.Kind == "NetworkPolicy")
                    .Select(each => each.Json["spec"]!["ingress"]?[0]?["ports"]?[0]?["port"])
                    .Where(port => port is not null)
            )
            .ToArray();

        ports.Length.ShouldBe(4);
        foreach (var port in ports)
            port!.GetValueKind().ShouldBe(JsonValueKind.Number);
    }

    [Fact]
    public void At_Google_only_the_proxy_the_account_and_the_ingress_differ()
    {
        var google = ObjectsOf("qatar").ToDictionary(each => $"{each}");
        foreach (var other in ObjectsOf("uk").Where(each => each.Kind is not ("ServiceAccount" or "Ingress")))
        {
            var json = google[$"{other}"].Json.DeepClone().AsObject();
            if (new ManifestObject("", json).Pods is { } pods && pods["initContainers"] is JsonArray first)
            {
                var proxy = first.ShouldHaveSingleItem()!;
                proxy["name"]!.GetValue<string>().ShouldBe(Proxy);
                // Else the pod would wait for its end.
                proxy["restartPolicy"]!.GetValue<string>().ShouldBe("Always");
                pods.Remove("initContainers");
            }
            JsonNode.DeepEquals(json, other.Json).ShouldBeTrue($"{other}");
        }
        google
            .Values.Where(each => each.Pods?["initContainers"] is not null)
            .Select(each => each.Name)
            .ShouldBe(["web", "worker", "scheduler", "cleanup"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("uk")]
    [InlineData("qatar")]
    public void The_migration_runs_the_release_with_the_least_rights_beside_what_its_region_needs(string name)
    {
        var region = Fleet.Regions.Single(each => each.Name == name);
        var job = ManifestTemplate.Read(Fleet.ManifestOf(Fleet.Migration, region)).Render(VariablesOf(region));

        var pods = job["spec"]!["template"]!["spec"]!.AsObject();
        var containers = Containers(pods).ToArray();
        containers[^1]["image"]!.GetValue<string>().ShouldBe($"{Fleet.Image}:1.2.3");
        containers
            .Select(container => container["name"]!.GetValue<string>())
            .ShouldBe(region.Manifests is null ? ["migration"] : [Proxy, "migration"]);
        Flag(pods["securityContext"], "runAsNonRoot").ShouldBe(true);
        foreach (var container in containers)
            Flag(container["securityContext"], "readOnlyRootFilesystem").ShouldBe(true);
        var secret = containers[^1]["envFrom"]![1]!["secretRef"]!["name"]!.GetValue<string>();
        secret.ShouldBe("app_secret");
    }

    [Fact]
    public void Each_variable_is_in_the_table_of_the_documents_and_none_is_set()
    {
        var used = Directory
            .EnumerateFiles(Fleet.Folder, "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}access{Path.DirectorySeparatorChar}"))
            .Where(file => Path.GetFileName(file) != "fleet.yaml")
            .SelectMany(file => File.ReadLines(file).Where(line => !line.TrimStart().StartsWith('#')))
            .SelectMany(VariableReference.FindAll)
            .Select(reference => reference.Name)
            .Distinct();

        used.Except(ManifestVariables.OfTheRun)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Docs.Keys.Except(ManifestVariables.OfTheRun).Order(StringComparer.Ordinal));
        Fleet.Variables.ShouldBeEmpty();
    }

    private static string? LabelsOfPods(ManifestObject each)
    {
        var spec = each.Json["spec"];
        var template = (each.Kind == "CronJob" ? spec!["jobTemplate"]!["spec"] : spec)?["template"];
        return template?["metadata"]?["labels"]?["app"]?.GetValue<string>();
    }

    private static ManifestObject[] ObjectsOf(string name)
    {
        var region = Fleet.Regions.Single(each => each.Name == name);
        var variables = VariablesOf(region);
        return
        [
            .. ManifestFiles
                .Of(Fleet, region)
                .SelectMany(file =>
                    ManifestTemplate
                        .ReadAll(Path.Combine(Fleet.Folder, file))
                        .Select(template => new ManifestObject(file, template.Render(variables)))
                ),
        ];
    }

    private static ManifestVariables VariablesOf(Region region)
    {
        var filled = Fleet with
        {
            // A port, a user or a count of replicas is a number; of the rest any text is good.
            Variables = Docs
                .Keys.Except(ManifestVariables.OfTheRun)
                .ToDictionary(
                    variable => variable,
                    variable =>
                        variable.Split('_')[^1] is "PORT" or "UID" or "REPLICAS"
                            ? new FleetVariable("8000", IsNumber: true)
                            : new FleetVariable(variable.ToLowerInvariant(), IsNumber: false)
                ),
        };
        return RegionVariables.Of(
            filled,
            region with
            {
                Url = new Uri("https://audits.example/"),
            },
            "1.2.3",
            Fleet.Image,
            "Ada",
            "1.2.3"
        );
    }

    private static IEnumerable<JsonObject> Containers(JsonObject pods) =>
        new[] { "initContainers", "containers" }.SelectMany(key => pods[key] as JsonArray ?? []).OfType<JsonObject>();

    private static bool? Flag(JsonNode? section, string key) => section?[key]?.GetValue<bool>();
}
