using System.Text.Json.Nodes;
using Clusters.Access;
using Pipeline.Checks;
using Pipeline.Tests.Drills;
using Releases.Fleets.Reading;
using Releases.Manifests;
using Releases.Records;

namespace Pipeline.Tests.Checks;

/// <summary>The Role that an administrator applies, <c>kubernetes/access/release.yaml</c>.</summary>
public sealed class ReleaseRoleTests
{
    private static readonly string Kubernetes = Path.Combine(Repository.Root, "kubernetes");
    private static readonly string File = Path.Combine(Kubernetes, "access", "release.yaml");

    private static readonly ManifestVariables Subject = new(
        new Dictionary<string, string> { ["SUBJECT_KIND"] = "Group", ["SUBJECT_NAME"] = "release-team" }
    );

    private static readonly JsonObject[] Objects = ObjectsOf(File);

    [Fact]
    public void It_grants_each_permission_of_a_release_once_and_no_other()
    {
        var fleet = FleetFile.Read(Path.Combine(Kubernetes, "fleet.yaml"));
        var needed = RequiredPermissions.Of(fleet, Enum.GetValues<Stage>());

        Granted(Role("Role")).Order(StringComparer.Ordinal).ShouldBe(Lines(needed).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_says_only_which_verbs_are_allowed_on_which_resources_of_a_namespace()
    {
        foreach (var rule in Items(Role("Role"), "rules"))
            rule.AsObject().Select(entry => entry.Key).ShouldBe(["apiGroups", "resources", "verbs"]);
    }

    [Fact]
    public void It_is_bound_to_whom_the_administrator_names_and_to_nobody_else()
    {
        var binding = Role("RoleBinding");

        Items(binding, "subjects")
            .ShouldHaveSingleItem()
            .ToJsonString()
            .ShouldBe("""{"apiGroup":"rbac.authorization.k8s.io","kind":"Group","name":"release-team"}""");
        binding["roleRef"]!["kind"]!.GetValue<string>().ShouldBe("Role");
        binding["roleRef"]!["name"]!.GetValue<string>().ShouldBe(NameOf(Role("Role")));
        Objects.Length.ShouldBe(2);
    }

    [Fact]
    public void The_page_on_permissions_shows_the_same_file()
    {
        var page = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "docs", "permissions.md"));

        page.ShouldContain($"```yaml\n{System.IO.File.ReadAllText(File)}```\n");
    }

    [Fact]
    public void The_one_for_reading_changes_nothing_and_is_part_of_it()
    {
        var read = Granted(
                ObjectsOf(Path.Combine(Kubernetes, "access", "read.yaml"))
                    .Single(each => each["kind"]!.GetValue<string>() == "Role")
            )
            .ToArray();

        read.Select(line => line.Split(' ')[0]).Distinct().Except(["get", "list"]).ShouldBeEmpty();
        read.ShouldBeSubsetOf(Granted(Role("Role")));
    }

    private static JsonObject[] ObjectsOf(string file) =>
        [.. ManifestTemplate.ReadAll(file).Select(template => template.Render(Subject))];

    private static JsonObject Role(string kind) => Objects.Single(each => each["kind"]!.GetValue<string>() == kind);

    private static string NameOf(JsonObject json) => json["metadata"]!["name"]!.GetValue<string>();

    private static IEnumerable<string> Granted(JsonObject role) =>
        from rule in Items(role, "rules")
        from @group in Texts(rule, "apiGroups")
        from resource in Texts(rule, "resources")
        from verb in Texts(rule, "verbs")
        select $"{verb} {@group}/{resource}";

    private static IEnumerable<string> Lines(IEnumerable<RequiredAccess> permissions) =>
        permissions.Select(each =>
            $"{each.Verb} {each.Group}/{each.Resource}{(each.Subresource is null ? "" : $"/{each.Subresource}")}"
        );

    private static IEnumerable<string> Texts(JsonNode rule, string key) =>
        Items(rule, key).Select(item => item.GetValue<string>());

    private static IEnumerable<JsonNode> Items(JsonNode json, string key) => json[key]!.AsArray().Select(item => item!);
}
