using System.Text.Json.Nodes;
using Foundation.Yaml;
using Pipeline.Checks;
using Pipeline.Tests.Drills;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Tests.Checks;

/// <summary>The Role that applying the manifests needs besides, <c>kubernetes/access/manifests.yaml</c>.</summary>
public sealed class ManifestsRoleTests
{
    private static readonly string Kubernetes = Path.Combine(Repository.Root, "kubernetes");

    [Fact]
    public void It_grants_each_permission_that_the_manifests_need_once_and_no_other()
    {
        var collections = Directory
            .EnumerateFiles(Kubernetes, "*.yaml")
            .Concat(Directory.EnumerateFiles(Path.Combine(Kubernetes, "gke"), "*.yaml"))
            .SelectMany(Objects)
            .Where(json => json["kind"] is not null)
            .Select(json => (GroupOf(json), Plural(json["kind"]!.GetValue<string>())))
            .Distinct();
        var role = Objects(Path.Combine(Kubernetes, "access", "manifests.yaml"))[0];

        Granted(role)
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                RequiredPermissions
                    .OfManifests(collections)
                    .Select(each => $"{each.Verb} {each.Group}/{each.Resource}")
                    .Order(StringComparer.Ordinal)
            );
    }

    [Fact]
    public void It_is_bound_as_the_Role_of_a_release_is()
    {
        var other = Objects(Path.Combine(Kubernetes, "access", "release.yaml"))[1];
        var binding = Objects(Path.Combine(Kubernetes, "access", "manifests.yaml"))[1];

        binding["subjects"]!.ToJsonString().ShouldBe(other["subjects"]!.ToJsonString());
        binding["roleRef"]!["name"]!.GetValue<string>().ShouldBe("release-manifests");
        binding["metadata"]!["name"]!.GetValue<string>().ShouldNotBe(other["metadata"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void The_page_on_permissions_shows_the_same_file() =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "permissions.md"))
            .ShouldContain($"```yaml\n{File.ReadAllText(Path.Combine(Kubernetes, "access", "manifests.yaml"))}```\n");

    private static JsonObject[] Objects(string file) =>
        [
            .. YamlText
                .Read(file, File.ReadAllText(file))
                .OfType<YamlMappingNode>()
                .Select(
                    new YamlJson(scalar => scalar.Value ?? "", (_, problem) => Assert.Fail(problem)).ConvertMapping
                ),
        ];

    private static string GroupOf(JsonObject json) =>
        json["apiVersion"]!.GetValue<string>().Split('/') is [var group, _] ? group : "";

    // As Kubernetes itself names collections (apimachinery, UnsafeGuessKindToResource).
    private static string Plural(string kind)
    {
        var name = kind.ToLowerInvariant();
        return name[^1] switch
        {
            's' => $"{name}es",
            'y' => $"{name[..^1]}ies",
            _ => $"{name}s",
        };
    }

    private static IEnumerable<string> Granted(JsonObject role) =>
        from rule in role["rules"]!.AsArray()
        from @group in Texts(rule!, "apiGroups")
        from resource in Texts(rule!, "resources")
        from verb in Texts(rule!, "verbs")
        select $"{verb} {@group}/{resource}";

    private static IEnumerable<string> Texts(JsonNode rule, string key) =>
        rule[key]!.AsArray().Select(item => item!.GetValue<string>());
}
