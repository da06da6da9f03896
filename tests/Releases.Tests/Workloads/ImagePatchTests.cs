using System.Text.Json.Nodes;
using Releases.Fleets;
using Releases.Workloads;

namespace Releases.Tests.Workloads;

public sealed class ImagePatchTests
{
    private static readonly WorkloadContainer Prepare = new("prepare", "app:1", IsInit: true);
    private static readonly WorkloadContainer Web = new("web", "app:1", IsInit: false);

    [Fact]
    public void Of_a_deployment_it_names_the_containers_that_change_and_nothing_else() =>
        ShouldBe(
            Patch(WorkloadKind.Deployment, Prepare, Web),
            """
            { "metadata": { "annotations": { "kubernetes.io/change-cause": "release \"2\": {{x}}" } },
              "spec": { "template": { "spec": {
                "initContainers": [{ "name": "prepare", "image": "app:2" }],
                "containers": [{ "name": "web", "image": "app:2" }] } } } }
            """
        );

    [Fact]
    public void Of_a_CronJob_it_reaches_into_the_template_of_its_Jobs() =>
        ShouldBe(
            Patch(WorkloadKind.CronJob, Web),
            """
            { "metadata": { "annotations": { "kubernetes.io/change-cause": "release \"2\": {{x}}" } },
              "spec": { "jobTemplate": { "spec": { "template": { "spec": {
                "containers": [{ "name": "web", "image": "app:2" }] } } } } } }
            """
        );

    [Fact]
    public void Containers_may_get_different_images_and_a_note_is_taken_off_by_null() =>
        ShouldBe(
            ImagePatch.Of(
                new Workload(WorkloadKind.Deployment, "shop", [Prepare, Web]),
                [Prepare with { Image = "app:0" }, Web],
                new Dictionary<string, string?> { [ReleaseLabels.Former] = null }
            ),
            """
            { "metadata": { "annotations": { "release.megsupporttools.com/former-images": null } },
              "spec": { "template": { "spec": {
                "initContainers": [{ "name": "prepare", "image": "app:0" }],
                "containers": [{ "name": "web", "image": "app:1" }] } } } }
            """
        );

    [Theory]
    [InlineData(WorkloadKind.StatefulSet)]
    [InlineData(WorkloadKind.DaemonSet)]
    public void Kinds_with_pods_of_their_own_are_patched_like_a_deployment(WorkloadKind kind) =>
        ShouldBe(
            Patch(kind, Prepare)["spec"]!.AsObject(),
            """{ "template": { "spec": { "initContainers": [{ "name": "prepare", "image": "app:2" }] } } }"""
        );

    private static JsonObject Patch(WorkloadKind kind, params WorkloadContainer[] containers) =>
        ImagePatch.Of(
            new Workload(kind, "shop", [Prepare, Web]),
            [.. containers.Select(container => container with { Image = "app:2" })],
            new Dictionary<string, string?> { [WorkloadApi.ChangeCause] = "release \"2\": {{x}}" }
        );

    private static void ShouldBe(JsonNode actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual.ToJsonString());
}
