using Drill.Faults;
using Drill.Json;
using Drill.Kubelet;
using Drill.Settings;

namespace Drill.Tests.Api;

public sealed class LogTests
{
    [Fact]
    public async Task A_followed_log_comes_line_by_line_and_ends_with_the_container()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { LogLine = TimeSpan.FromSeconds(1) });
        stage.Cluster.MigrationScript = _ => ContainerProgram.Exits(0, "one", "two", "three");
        stage.Cluster.Apply(Manifests.Migration());

        using var log = await stage.Rest.OpenAsync($"{Path(stage)}?follow=true");
        var first = await log.NextAsync();
        stage.Pass(1);
        var second = await log.NextAsync();
        stage.Pass(5);
        var (rest, broken) = await log.RestAsync();

        (first, second).ShouldBe(("one", "two"));
        rest.ShouldBe(["three"]);
        broken.ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "one|two|three")]
    [InlineData("?tailLines=2", "two|three")]
    [InlineData("?sinceTime=2025-06-01T12:00:01Z", "two|three")]
    [InlineData("?sinceSeconds=1", "three")]
    [InlineData("?timestamps=true&tailLines=1", "2025-06-01T12:00:02.000000000Z three")]
    public async Task A_log_is_given_from_where_it_is_asked_for(string query, string expected)
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { LogLine = TimeSpan.FromSeconds(1) });
        stage.Cluster.MigrationScript = _ => ContainerProgram.Exits(0, "one", "two", "three");
        stage.Cluster.Apply(Manifests.Migration());
        stage.Pass(3);

        var log = await stage.Rest.GetAsync(Path(stage) + query);

        log.Body.ShouldBe(expected.Replace('|', '\n') + "\n");
    }

    [Fact]
    public async Task The_log_of_the_run_before_a_restart_is_kept()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ServiceScript = start => ContainerProgram.Crashes(1, $"run {start.Restarts}");
        stage.Cluster.Apply(
            "{ apiVersion: v1, kind: Pod, metadata: { name: app }, spec: { containers: [ { name: app, image: \"app:1\" } ] } }"
        );

        var present = await stage.Rest.GetAsync($"{Manifests.Pods}/app/log");
        var previous = await stage.Rest.GetAsync($"{Manifests.Pods}/app/log?previous=true");

        present.Body.ShouldBe("run 1\n");
        previous.Body.ShouldBe("run 0\n");
    }

    [Fact]
    public async Task Of_several_containers_one_must_be_named()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web(replicas: 1));
        var name = stage.Cluster.GetAll("pods").Single().Text("metadata.name");

        var unnamed = await stage.Rest.GetAsync($"{Manifests.Pods}/{name}/log");
        var unknown = await stage.Rest.GetAsync($"{Manifests.Pods}/{name}/log?container=none");
        var previous = await stage.Rest.GetAsync($"{Manifests.Pods}/{name}/log?container=web&previous=true");

        unnamed
            .Text("message")
            .ShouldBe(
                $"a container name must be specified for pod {name}, choose one of: [web sidecar] or one of the init containers: [init]"
            );
        unknown.Text("message").ShouldBe($"container none is not valid for pod {name}");
        previous.Text("message").ShouldBe($"previous terminated container \"web\" in pod \"{name}\" not found");
        new[] { unnamed, unknown, previous }.ShouldAllBe(answer => answer.Status == 400);
    }

    [Fact]
    public async Task A_container_that_waits_has_no_log_and_says_why()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ImageExists = _ => false;
        stage.Cluster.Apply(Manifests.Migration());

        var answer = await stage.Rest.GetAsync(Path(stage));

        answer.Status.ShouldBe(400);
        answer.Text("message")!.ShouldEndWith("is waiting to start: trying and failing to pull image");
    }

    [Fact]
    public async Task Dropping_logs_cuts_a_followed_one_in_the_middle_of_a_line()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { LogLine = TimeSpan.FromSeconds(1) });
        stage.Cluster.MigrationScript = _ => ContainerProgram.Exits(0, "one", "two", "three", "four");
        stage.Cluster.Faults.Add(FaultKind.LogDrops);
        stage.Cluster.Apply(Manifests.Migration());

        using var log = await stage.Rest.OpenAsync($"{Path(stage)}?follow=true");
        await log.NextAsync();
        stage.Pass(1);
        await log.NextAsync();
        stage.Pass(1);
        var (_, broken) = await log.RestAsync();
        var whole = await stage.Rest.GetAsync(Path(stage));

        broken.ShouldBeTrue();
        whole.Body.ShouldBe("one\ntwo\nthree\n");
    }

    private static string Path(Stage stage) =>
        $"{Manifests.Pods}/{stage.Cluster.GetAll("pods").Single().Text("metadata.name")}/log";
}
