using Drill.Json;

namespace Drill.Tests.Api;

public sealed class ObjectTests
{
    private const string ConfigMap =
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}""";

    [Fact]
    public async Task A_new_object_gets_identity_version_and_manager()
    {
        await using var stage = await Stage.OpenAsync();

        var created = await stage.Rest.PostAsync($"{Manifests.ConfigMaps}?fieldManager=me", ConfigMap);

        created.Status.ShouldBe(201);
        created.Text("metadata.namespace").ShouldBe("default");
        created.Text("metadata.uid").ShouldNotBeNull();
        created.Text("metadata.creationTimestamp").ShouldBe("2025-06-01T12:00:00Z");
        created.Json.Items("metadata.managedFields").Single().Text("manager").ShouldBe("me");
    }

    [Fact]
    public async Task A_generated_name_has_five_safe_characters()
    {
        await using var stage = await Stage.OpenAsync();

        var created = await stage.Rest.PostAsync(
            Manifests.ConfigMaps,
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"run-"}}"""
        );

        created.Text("metadata.name")!.ShouldMatch("^run-[bcdfghjklmnpqrstvwxz2456789]{5}$");
    }

    [Fact]
    public async Task A_dry_run_answers_and_stores_nothing()
    {
        await using var stage = await Stage.OpenAsync();

        var created = await stage.Rest.PostAsync($"{Manifests.ConfigMaps}?dryRun=All", ConfigMap);

        created.Status.ShouldBe(201);
        stage.Cluster.GetAll("configmaps").ShouldBeEmpty();
    }

    // In the words of a server of 1.34.
    [Theory]
    [InlineData(
        """{"backOffLimit":0,"template":{"spec":{"containers":[{"name":"a","image":"a"}]}}}""",
        "unknown field \"spec.backOffLimit\""
    )]
    [InlineData(
        """{"template":{"spec":{"containers":[{"name":"a","image":"a"},{"name":"b","image":"a","envfrom":[]}],"x":1}}}""",
        "unknown field \"spec.template.spec.containers[1].envfrom\", unknown field \"spec.template.spec.x\""
    )]
    public async Task Fields_of_a_Job_that_no_server_knows_are_refused_where_that_is_asked_for(
        string spec,
        string unknown
    )
    {
        await using var stage = await Stage.OpenAsync();
        const string Jobs = "/apis/batch/v1/namespaces/default/jobs";
        var job = $$"""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"},"spec":{{spec}}}""";

        var refused = await stage.Rest.PostAsync($"{Jobs}?fieldValidation=Strict", job);

        refused.Status.ShouldBe(400);
        refused
            .Text("message")
            .ShouldBe($"Job in version \"v1\" cannot be handled as a Job: strict decoding error: {unknown}");
        (await stage.Rest.PostAsync(Jobs, job)).Status.ShouldNotBe(400);
    }

    [Theory]
    [InlineData("/api/v1/namespaces/default/pods/x", 404, "NotFound", "pods \"x\" not found")]
    [InlineData("/apis/apps/v1/namespaces/default/deployments/x", 404, "NotFound", "deployments.apps \"x\" not found")]
    [InlineData(
        "/api/v1/namespaces/default/pods?fieldSelector=spec.x%3D1",
        400,
        "BadRequest",
        "field label not supported: spec.x"
    )]
    public async Task Refusals_read_as_the_real_servers(string path, int code, string reason, string message)
    {
        await using var stage = await Stage.OpenAsync();

        var answer = await stage.Rest.GetAsync(path);

        answer.Status.ShouldBe(code);
        answer.Text("kind").ShouldBe("Status");
        answer.Text("status").ShouldBe("Failure");
        answer.Text("reason").ShouldBe(reason);
        answer.Text("message").ShouldBe(message);
        answer.Json.Number("code").ShouldBe(code);
    }

    [Fact]
    public async Task The_same_name_twice_already_exists()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.Rest.PostAsync(Manifests.ConfigMaps, ConfigMap);

        var again = await stage.Rest.PostAsync(Manifests.ConfigMaps, ConfigMap);

        again.Status.ShouldBe(409);
        again.Text("reason").ShouldBe("AlreadyExists");
        again.Text("message").ShouldBe("configmaps \"a\" already exists");
    }

    [Fact]
    public async Task A_namespace_must_exist()
    {
        await using var stage = await Stage.OpenAsync();

        var answer = await stage.Rest.PostAsync("/api/v1/namespaces/nowhere/configmaps", ConfigMap);

        answer.Status.ShouldBe(404);
        answer.Text("message").ShouldBe("namespaces \"nowhere\" not found");
    }

    [Fact]
    public async Task An_update_of_an_older_version_is_a_conflict()
    {
        await using var stage = await Stage.OpenAsync();
        var lease =
            """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"lock"},"spec":{"holderIdentity":"a"}}""";
        var first = await stage.Rest.PostAsync(Manifests.Leases, lease);
        var mine = first.Body.Replace("\"a\"", "\"me\"", StringComparison.Ordinal);
        var theirs = first.Body.Replace("\"a\"", "\"them\"", StringComparison.Ordinal);

        var won = await stage.Rest.PutAsync($"{Manifests.Leases}/lock", mine);
        var lost = await stage.Rest.PutAsync($"{Manifests.Leases}/lock", theirs);

        won.Status.ShouldBe(200);
        lost.Status.ShouldBe(409);
        lost.Text("reason").ShouldBe("Conflict");
        lost.Text("message")
            .ShouldBe(
                "Operation cannot be fulfilled on leases.coordination.k8s.io \"lock\": the object has been modified;"
                    + " please apply your changes to the latest version and try again"
            );
        stage.Cluster.Get("leases.coordination.k8s.io", "lock").Text("spec.holderIdentity").ShouldBe("me");
    }

    [Fact]
    public async Task A_lease_is_not_updated_without_its_version()
    {
        await using var stage = await Stage.OpenAsync();
        var lease = """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"lock"},"spec":{}}""";
        await stage.Rest.PostAsync(Manifests.Leases, lease);

        var answer = await stage.Rest.PutAsync($"{Manifests.Leases}/lock", lease);

        answer.Status.ShouldBe(422);
        answer
            .Text("message")!
            .ShouldContain("metadata.resourceVersion: Invalid value: 0x0: must be specified for an update");
    }

    [Fact]
    public async Task Replacing_a_lease_that_is_gone_creates_it_and_patching_it_does_not()
    {
        await using var stage = await Stage.OpenAsync();
        var lease = """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"lock"},"spec":{}}""";

        var patched = await stage.Rest.PatchAsync($"{Manifests.Leases}/lock", lease, "application/merge-patch+json");
        var replaced = await stage.Rest.PutAsync($"{Manifests.Leases}/lock", lease);

        patched.Status.ShouldBe(404);
        replaced.Status.ShouldBe(201);
    }

    [Fact]
    public async Task Replacing_a_lease_that_is_gone_by_its_uid_is_a_conflict()
    {
        await using var stage = await Stage.OpenAsync();
        var lease =
            """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"lock","uid":"u"},"spec":{}}""";

        var replaced = await stage.Rest.PutAsync($"{Manifests.Leases}/lock", lease);

        replaced.Status.ShouldBe(409);
        replaced.Text("message").ShouldNotBeNull().ShouldEndWith("UID in precondition: u, UID in object meta: ");
        (await stage.Rest.GetAsync($"{Manifests.Leases}/lock")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_update_that_changes_nothing_makes_no_new_version()
    {
        await using var stage = await Stage.OpenAsync();
        var created = await stage.Rest.PostAsync(Manifests.ConfigMaps, ConfigMap);

        var updated = await stage.Rest.PutAsync($"{Manifests.ConfigMaps}/a", created.Body);

        updated.Text("metadata.resourceVersion").ShouldBe(created.Text("metadata.resourceVersion"));
    }

    [Fact]
    public async Task Status_and_spec_are_written_by_their_own_paths_only()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        const string both = """{"spec":{"minReadySeconds":7},"status":{"replicas":99}}""";

        var main = await stage.Rest.PatchAsync(
            $"{Manifests.Deployments}/web?dryRun=All",
            both,
            "application/merge-patch+json"
        );
        var status = await stage.Rest.PatchAsync(
            $"{Manifests.Deployments}/web/status?dryRun=All",
            both,
            "application/merge-patch+json"
        );

        (main.Json.Number("spec.minReadySeconds"), main.Json.Number("status.replicas")).ShouldBe((7, 3));
        (status.Json.Number("spec.minReadySeconds"), status.Json.Number("status.replicas")).ShouldBe((null, 99));
    }

    [Fact]
    public async Task Invalid_objects_are_refused_with_every_error()
    {
        await using var stage = await Stage.OpenAsync();

        var answer = await stage.Rest.PostAsync(
            Manifests.Deployments,
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"other"}},"spec":{"containers":[{"name":"web"}]}}}}
            """
        );

        answer.Status.ShouldBe(422);
        answer.Text("reason").ShouldBe("Invalid");
        answer
            .Text("message")
            .ShouldBe(
                "Deployment.apps \"web\" is invalid: [spec.template.metadata.labels: Invalid value: map[string]string{\"app\":\"other\"}:"
                    + " `selector` does not match template `labels`, spec.template.spec.containers[0].image: Required value]"
            );
        answer.Json.Items("details.causes").Count().ShouldBe(2);
    }
}
