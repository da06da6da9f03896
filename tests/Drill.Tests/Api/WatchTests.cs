using System.Text.Json.Nodes;
using Drill.Faults;
using Drill.Json;
using Drill.Settings;

namespace Drill.Tests.Api;

public sealed class WatchTests
{
    [Fact]
    public async Task A_watch_continues_from_the_version_of_a_list_without_a_gap()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));
        var version = (await stage.Rest.GetAsync(Manifests.ConfigMaps)).Text("metadata.resourceVersion");
        stage.Cluster.Apply(Manifests.ConfigMap("b"));

        using var watch = await stage.Rest.OpenAsync($"{Manifests.ConfigMaps}?watch=true&resourceVersion={version}");
        var missed = await watch.NextEventAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("b", "{ a: \"2\" }"));
        var live = await watch.NextEventAsync();
        await stage.Rest.DeleteAsync($"{Manifests.ConfigMaps}/b");
        var last = await watch.NextEventAsync();

        Describe(missed).ShouldBe("ADDED b");
        Describe(live).ShouldBe("MODIFIED b");
        Describe(last).ShouldBe("DELETED b");
    }

    [Fact]
    public async Task An_object_that_comes_to_match_is_added_and_one_that_no_longer_does_is_deleted()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));
        using var watch = await stage.Rest.OpenAsync($"{Manifests.ConfigMaps}?watch=1&labelSelector=on%3Dyes");

        await Label("""{"metadata":{"labels":{"on":"yes"}}}""");
        var added = await watch.NextEventAsync();
        await Label("""{"metadata":{"labels":{"on":"no"}}}""");
        var deleted = await watch.NextEventAsync();

        Describe(added).ShouldBe("ADDED a");
        Describe(deleted).ShouldBe("DELETED a");

        Task Label(string patch) =>
            stage.Rest.PatchAsync($"{Manifests.ConfigMaps}/a", patch, "application/merge-patch+json");
    }

    [Fact]
    public async Task A_watch_from_a_forgotten_version_ends_with_410_Gone()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));
        stage.Cluster.Compact();

        using var watch = await stage.Rest.OpenAsync($"{Manifests.ConfigMaps}?watch=true&resourceVersion=2");
        var failure = await watch.NextEventAsync();
        var (rest, _) = await watch.RestAsync();

        watch.Status.ShouldBe(200);
        failure.Text("type").ShouldBe("ERROR");
        failure.Number("object.code").ShouldBe(410);
        failure.Text("object.reason").ShouldBe("Expired");
        failure.Text("object.message")!.ShouldStartWith("too old resource version: 2 (");
        rest.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_watch_ends_at_the_timeout_that_it_asked_for_after_a_bookmark()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));
        using var watch = await stage.Rest.OpenAsync(
            $"{Manifests.ConfigMaps}?watch=true&allowWatchBookmarks=true&timeoutSeconds=30"
        );
        await watch.NextEventAsync();

        stage.Pass(31);
        var (rest, broken) = await watch.RestAsync();

        broken.ShouldBeFalse();
        var bookmark = JsonNode.Parse(rest.ShouldHaveSingleItem())!;
        bookmark.Text("type").ShouldBe("BOOKMARK");
        bookmark.Text("object.kind").ShouldBe("ConfigMap");
        bookmark.Text("object.metadata.resourceVersion").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_streaming_list_marks_where_the_present_state_ends()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));

        using var watch = await stage.Rest.OpenAsync(
            $"{Manifests.ConfigMaps}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan"
        );

        Describe(await watch.NextEventAsync()).ShouldBe("ADDED a");
        var mark = await watch.NextEventAsync();
        mark.At("object.metadata.annotations")!["k8s.io/initial-events-end"]!.GetValue<string>().ShouldBe("true");
    }

    [Theory]
    [InlineData(20, false, "resourceVersionMatch is forbidden for watch")]
    [InlineData(27, false, "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled")]
    [InlineData(31, false, "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled")]
    [InlineData(32, true, "")]
    [InlineData(33, false, "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled")]
    [InlineData(34, true, "")]
    [InlineData(36, true, "")]
    public async Task Lists_are_streamed_by_the_versions_that_have_that_on(int minor, bool streams, string refusal)
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(minor, 0));
        const string Path =
            $"{Manifests.ConfigMaps}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan";

        if (streams)
        {
            using var watch = await stage.Rest.OpenAsync(Path);
            (await watch.NextEventAsync()).Text("type").ShouldBe("BOOKMARK");
            return;
        }

        var refused = await stage.Rest.GetAsync(Path);
        refused.Status.ShouldBe(422);
        refused.Text("message")!.ShouldStartWith("ListOptions.meta.k8s.io \"\" is invalid: ");
        refused.Text("message")!.ShouldContain(refusal);
    }

    [Theory]
    [InlineData("sendInitialEvents=true", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")]
    [InlineData(
        "resourceVersionMatch=NotOlderThan",
        "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
    )]
    [InlineData(
        "resourceVersionMatch=Exact&sendInitialEvents=true",
        "Unsupported value: \"Exact\": supported values: \"NotOlderThan\""
    )]
    public async Task A_streaming_list_asks_for_both_options(string options, string refusal)
    {
        await using var stage = await Stage.OpenAsync();

        var refused = await stage.Rest.GetAsync($"{Manifests.ConfigMaps}?watch=true&{options}");

        refused.Status.ShouldBe(422);
        refused.Text("message")!.ShouldContain(refusal);
    }

    [Fact]
    public async Task Restarting_the_server_breaks_open_watches()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));
        using var watch = await stage.Rest.OpenAsync($"{Manifests.ConfigMaps}?watch=true");
        await watch.NextEventAsync();

        stage.Cluster.BreakStreams();

        (await watch.RestAsync()).Broken.ShouldBeTrue();
    }

    [Fact]
    public async Task Dropping_watches_cuts_them_in_the_middle_of_an_event()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.WatchDrops);
        using var watch = await stage.Rest.OpenAsync($"{Manifests.ConfigMaps}?watch=true");

        stage.Cluster.Apply(Manifests.ConfigMap("a"));
        Describe(await watch.NextEventAsync()).ShouldBe("ADDED a");
        stage.Cluster.Apply(Manifests.ConfigMap("b"));
        Describe(await watch.NextEventAsync()).ShouldBe("ADDED b");
        stage.Cluster.Apply(Manifests.ConfigMap("c"));

        (await watch.RestAsync()).Broken.ShouldBeTrue();
    }

    private static string Describe(JsonNode change) => $"{change.Text("type")} {change.Text("object.metadata.name")}";
}
