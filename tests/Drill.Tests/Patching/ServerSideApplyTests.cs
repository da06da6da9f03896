using Drill.Json;

namespace Drill.Tests.Patching;

public sealed class ServerSideApplyTests
{
    private const string Apply = "application/apply-patch+yaml";

    [Fact]
    public async Task The_first_apply_creates_the_object_with_its_fields_owned()
    {
        await using var stage = await Stage.OpenAsync();

        var created = await ApplyAsync(stage, "tool", "{ a: \"1\" }");

        created.Status.ShouldBe(201);
        var entry = created.Json.Items("metadata.managedFields").Single();
        (entry.Text("manager"), entry.Text("operation")).ShouldBe(("tool", "Apply"));
        entry.At("fieldsV1")!.ToJsonString().ShouldBe("""{"f:data":{"f:a":{}}}""");
    }

    [Fact]
    public async Task Applying_the_same_again_makes_no_new_version()
    {
        await using var stage = await Stage.OpenAsync();
        var first = await ApplyAsync(stage, "tool", "{ a: \"1\" }");

        stage.Pass(60);
        var second = await ApplyAsync(stage, "tool", "{ a: \"1\" }");

        second.Status.ShouldBe(200);
        second.Text("metadata.resourceVersion").ShouldBe(first.Text("metadata.resourceVersion"));
    }

    [Fact]
    public async Task A_field_that_is_no_longer_applied_is_removed()
    {
        await using var stage = await Stage.OpenAsync();
        await ApplyAsync(stage, "tool", "{ a: \"1\", b: \"2\" }");

        var applied = await ApplyAsync(stage, "tool", "{ b: \"2\" }");

        applied.Json.At("data")!.ToJsonString().ShouldBe("""{"b":"2"}""");
    }

    [Fact]
    public async Task A_field_that_another_manager_owns_too_stays()
    {
        await using var stage = await Stage.OpenAsync();
        await ApplyAsync(stage, "tool", "{ a: \"1\", b: \"2\" }");
        await ApplyAsync(stage, "other", "{ a: \"1\" }");

        var applied = await ApplyAsync(stage, "tool", "{ b: \"2\" }");

        applied.Json.At("data")!.ToJsonString().ShouldBe("""{"a":"1","b":"2"}""");
    }

    [Fact]
    public async Task Another_value_for_a_field_of_someone_else_is_a_conflict_that_names_both()
    {
        await using var stage = await Stage.OpenAsync();
        await ApplyAsync(stage, "tool", "{ a: \"1\" }");

        var conflict = await ApplyAsync(stage, "other", "{ a: \"2\" }");

        conflict.Status.ShouldBe(409);
        conflict.Text("reason").ShouldBe("Conflict");
        conflict.Text("message").ShouldBe("Apply failed with 1 conflict: conflict with \"tool\": .data.a");
        var cause = conflict.Json.Items("details.causes").Single();
        (cause.Text("reason"), cause.Text("field")).ShouldBe(("FieldManagerConflict", ".data.a"));
    }

    [Fact]
    public async Task Force_takes_the_field_over()
    {
        await using var stage = await Stage.OpenAsync();
        await ApplyAsync(stage, "tool", "{ a: \"1\" }");

        var forced = await ApplyAsync(stage, "other", "{ a: \"2\" }", "&force=true");

        forced.Json.Text("data.a").ShouldBe("2");
        forced.Json.Items("metadata.managedFields").Single().Text("manager").ShouldBe("other");
    }

    [Fact]
    public async Task An_image_that_was_set_by_a_patch_conflicts_with_applying_another()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web?fieldManager=manifests", Manifests.Web(), Apply);
        await stage.Rest.PatchAsync(
            $"{Manifests.Deployments}/web?fieldManager=release",
            Manifests.SetImage("1.2.3"),
            "application/strategic-merge-patch+json"
        );

        var conflict = await stage.Rest.PatchAsync(
            $"{Manifests.Deployments}/web?fieldManager=manifests",
            Manifests.Web(),
            Apply
        );

        conflict.Status.ShouldBe(409);
        conflict
            .Text("message")
            .ShouldBe(
                "Apply failed with 1 conflict: conflict with \"release\" using apps/v1:"
                    + " .spec.template.spec.containers[name=\"web\"].image"
            );
    }

    [Fact]
    public async Task Containers_are_merged_by_name_and_dropped_ones_removed()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web?fieldManager=manifests", Manifests.Web(), Apply);
        var without = Manifests
            .Web()
            .Replace("""- { name: sidecar, image: "registry.example/proxy:7" }""", "", StringComparison.Ordinal);

        var applied = await stage.Rest.PatchAsync(
            $"{Manifests.Deployments}/web?fieldManager=manifests",
            without,
            Apply
        );

        applied.Status.ShouldBe(200);
        applied
            .Json.Items("spec.template.spec.containers")
            .Select(container => container.Text("name"))
            .ShouldBe(["web"]);
    }

    [Fact]
    public async Task Without_a_field_manager_apply_is_refused()
    {
        await using var stage = await Stage.OpenAsync();

        var answer = await stage.Rest.PatchAsync($"{Manifests.ConfigMaps}/a", Manifests.ConfigMap("a"), Apply);

        answer.Status.ShouldBe(422);
        answer.Text("message")!.ShouldContain("is required for apply patch");
    }

    private static Task<Answer> ApplyAsync(Stage stage, string manager, string data, string more = "") =>
        stage.Rest.PatchAsync(
            $"{Manifests.ConfigMaps}/a?fieldManager={manager}{more}",
            Manifests.ConfigMap("a", data),
            Apply
        );
}
