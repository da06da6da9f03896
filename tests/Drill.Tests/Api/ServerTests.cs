using System.Net.Security;
using System.Net.Sockets;
using System.Text;
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
    public async Task What_a_stranger_sends_is_refused_before_it_is_read()
    {
        await using var stage = await Stage.OpenAsync();
        using var http = new TcpClient();
        await http.ConnectAsync(stage.Cluster.ApiUrl.Host, stage.Cluster.ApiUrl.Port, Cancelled);
        await using var tls = new SslStream(http.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = stage.Cluster.ApiUrl.Host,
                CertificateChainPolicy = RestClient.Trust(stage.Cluster),
            },
            Cancelled
        );

        // A body is announced, and none of it ever comes.
        await tls.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {Manifests.Pods} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer guessed\r\nContent-Length: 1000000\r\n\r\n"
            ),
            Cancelled
        );
        using var reader = new StreamReader(tls);

        (await reader.ReadLineAsync(Cancelled)).ShouldBe("HTTP/1.1 401 Unauthorized");
    }

    [Fact]
    public async Task A_body_larger_than_the_real_server_takes_is_refused()
    {
        await using var stage = await Stage.OpenAsync();

        var answer = await stage.Rest.PostAsync(Manifests.Pods, new string(' ', (3 * 1024 * 1024) + 1));

        answer.Status.ShouldBe(413);
        answer.Text("message").ShouldBe("Request entity too large: limit is 3145728");
    }

    [Theory]
    [InlineData("[", "nested more than 64 levels deep")]
    [InlineData("{a: ", "nested more than 64 levels deep")]
    [InlineData("- ", "nested more than 64 levels deep")]
    public async Task Yaml_that_is_nested_without_an_end_is_a_bad_request(string level, string problem)
    {
        var answer = await ApplyAsync(string.Concat(Enumerable.Repeat(level, 100_000)));

        answer.Status.ShouldBe(400);
        answer.Text("message").ShouldNotBeNull().ShouldContain(problem);
    }

    [Theory]
    [InlineData("a: &a [x]\nb: [*a, *a]", "aliases are not taken here")]
    [InlineData("? [a]\n: b", "a key has to be a plain name")]
    [InlineData("a: [", "error decoding YAML")]
    [InlineData("]", "error decoding YAML")]
    public async Task Yaml_that_no_client_sends_is_a_bad_request(string body, string problem)
    {
        var answer = await ApplyAsync(body);

        answer.Status.ShouldBe(400);
        answer.Text("message").ShouldNotBeNull().ShouldContain(problem);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<Answer> ApplyAsync(string body)
    {
        await using var stage = await Stage.OpenAsync();
        return await stage.Rest.PatchAsync(
            "/api/v1/namespaces/default/configmaps/a?fieldManager=x",
            body,
            "application/apply-patch+yaml"
        );
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
