using Drill.Json;
using Drill.Settings;

namespace Drill.Tests.Api;

public sealed class ServerTests
{
    private const string ConfigMap =
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}""";

    [Fact]
    public async Task A_request_without_the_regions_token_is_unauthorized()
    {
        await using var stage = await Stage.OpenAsync();
        using var stranger = new RestClient(stage.Cluster, token: "guessed");

        var answer = await stranger.GetAsync(Manifests.Pods);

        answer.Status.ShouldBe(401);
        answer.Text("message").ShouldBe("Unauthorized");
    }

    [Fact]
    public async Task A_path_that_no_resource_has_is_not_found_in_plain_text()
    {
        await using var stage = await Stage.OpenAsync();

        var answer = await stage.Rest.GetAsync("/apis/example.org/v1/things");

        answer.Status.ShouldBe(404);
        answer.Body.ShouldBe("404 page not found\n");
    }

    [Fact]
    public async Task What_is_denied_is_forbidden_and_reviews_say_so()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Access.Deny("delete", "jobs.batch");
        const string review = """
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",
             "spec":{"resourceAttributes":{"namespace":"default","verb":"VERB","group":"batch","resource":"jobs"}}}
            """;

        var denied = await stage.Rest.DeleteAsync($"{Manifests.Jobs}/migration");
        var mayDelete = await Review("delete");
        var mayCreate = await Review("create");

        denied.Status.ShouldBe(403);
        denied
            .Text("message")
            .ShouldBe(
                "jobs.batch \"migration\" is forbidden: User \"drill\" cannot delete resource \"jobs\" in API group \"batch\""
                    + " in the namespace \"default\""
            );
        mayDelete.ShouldBeFalse();
        mayCreate.ShouldBeTrue();

        async Task<bool> Review(string verb)
        {
            var body = review.Replace("VERB", verb, StringComparison.Ordinal);
            return (
                await stage.Rest.PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", body)
            ).Json.Flag("status.allowed");
        }
    }

    [Theory]
    [InlineData(20, "v1beta1")]
    [InlineData(21, "v1,v1beta1")]
    [InlineData(25, "v1")]
    public async Task Cron_jobs_are_served_in_the_versions_of_the_clusters_version(int minor, string versions)
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(minor, 0));

        var served = new List<string>();
        foreach (var version in new[] { "v1", "v1beta1" })
        {
            var list = await stage.Rest.GetAsync($"/apis/batch/{version}");
            if (list.Status == 200 && list.Json.Items("resources").Any(resource => resource.Text("name") == "cronjobs"))
                served.Add(version);
        }

        string.Join(',', served).ShouldBe(versions);
    }

    [Fact]
    public async Task A_kind_of_a_custom_definition_is_served_from_then_on()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.Rest.PostAsync(
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.example.org"},
             "spec":{"group":"example.org","scope":"Namespaced","names":{"kind":"Thing","plural":"things"},
             "versions":[{"name":"v1","served":true,"storage":true}]}}
            """
        );

        var created = await stage.Rest.PostAsync(
            "/apis/example.org/v1/namespaces/default/things",
            """{"apiVersion":"example.org/v1","kind":"Thing","metadata":{"name":"one"},"anything":{"goes":[1,2]}}"""
        );

        created.Status.ShouldBe(201);
        (await stage.Rest.GetAsync("/apis/example.org/v1/namespaces/default/things/one"))
            .Json.At("anything.goes")!
            .ToJsonString()
            .ShouldBe("[1,2]");
    }

    [Fact]
    public async Task Every_request_is_noted_for_tests()
    {
        await using var stage = await Stage.OpenAsync();

        await stage.Rest.PostAsync($"{Manifests.ConfigMaps}?fieldManager=me", ConfigMap);

        var request = stage.Cluster.Requests.ShouldHaveSingleItem();
        (request.Method, request.Path, request.Query).ShouldBe(("POST", Manifests.ConfigMaps, "?fieldManager=me"));
        request.Body.ShouldBe(ConfigMap);
        request.IsWrite.ShouldBeTrue();
    }
}
