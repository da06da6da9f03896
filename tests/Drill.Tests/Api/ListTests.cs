using Drill.Json;

namespace Drill.Tests.Api;

public sealed class ListTests
{
    [Fact]
    public async Task Lists_come_page_by_page_and_complete()
    {
        await using var stage = await Stage.OpenAsync();
        for (var number = 0; number < 7; number++)
            stage.Cluster.Apply(Manifests.ConfigMap($"c{number}"));

        var names = new List<string>();
        var next = "";
        do
        {
            var page = await stage.Rest.GetAsync(
                $"{Manifests.ConfigMaps}?limit=3&continue={Uri.EscapeDataString(next)}"
            );
            names.AddRange(page.Json.Items("items").Select(item => item.Text("metadata.name")!));
            next = page.Text("metadata.continue") ?? "";
        } while (next.Length > 0);

        names.ShouldBe(["c0", "c1", "c2", "c3", "c4", "c5", "c6"]);
    }

    [Fact]
    public async Task A_page_of_a_forgotten_list_has_expired()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));
        stage.Cluster.Apply(Manifests.ConfigMap("b"));
        var next = (await stage.Rest.GetAsync($"{Manifests.ConfigMaps}?limit=1")).Text("metadata.continue")!;
        stage.Cluster.Apply(Manifests.ConfigMap("c"));
        stage.Cluster.Compact();

        var answer = await stage.Rest.GetAsync($"{Manifests.ConfigMaps}?limit=1&continue={Uri.EscapeDataString(next)}");

        answer.Status.ShouldBe(410);
        answer.Text("reason").ShouldBe("Expired");
    }

    [Theory]
    [InlineData("tier=web", "a,b")]
    [InlineData("tier!=web", "c")]
    [InlineData("tier in (web,db),!old", "a")]
    [InlineData("old", "b")]
    [InlineData("tier notin (web)", "c")]
    public async Task Label_selectors_choose_objects(string selector, string expected)
    {
        await using var stage = await Stage.OpenAsync();
        Add("a", "{ tier: web }");
        Add("b", "{ tier: web, old: \"1\" }");
        Add("c", "{}");

        var answer = await stage.Rest.GetAsync(
            $"{Manifests.ConfigMaps}?labelSelector={Uri.EscapeDataString(selector)}"
        );

        string.Join(',', answer.Json.Items("items").Select(item => item.Text("metadata.name"))).ShouldBe(expected);

        void Add(string name, string labels) =>
            stage.Cluster.Apply(
                $"{{ apiVersion: v1, kind: ConfigMap, metadata: {{ name: {name}, labels: {labels} }} }}"
            );
    }

    [Fact]
    public async Task Items_of_a_list_leave_their_kind_to_the_list()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));

        var list = await stage.Rest.GetAsync(Manifests.ConfigMaps);

        list.Text("kind").ShouldBe("ConfigMapList");
        list.Json.Items("items").Single().Text("kind").ShouldBeNull();
    }
}
