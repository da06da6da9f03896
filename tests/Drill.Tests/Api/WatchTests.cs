using System.Text.Json.Nodes;
using Drill.Faults;
using Drill.Json;

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
