using System.Text.Json.Nodes;
using Drill.Patching;

namespace Drill.Tests.Patching;

public sealed class StrategicMergePatchTests
{
    private const string Pod = """
        {"spec":{"containers":[{"name":"web","image":"web:1","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],
         "ports":[{"containerPort":80,"name":"http"}]},{"name":"sidecar","image":"proxy:7"}],
         "volumes":[{"name":"data","emptyDir":{}}]},
         "metadata":{"labels":{"app":"web"},"finalizers":["a"]},
         "status":{"conditions":[{"type":"Ready","status":"False"},{"type":"Initialized","status":"True"}]}}
        """;

    [Theory]
    [InlineData(
        "a container by its name, the others untouched",
        """{"spec":{"containers":[{"name":"web","image":"web:2"}]}}""",
        "spec/containers",
        """
            [{"name":"web","image":"web:2","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"ports":[{"containerPort":80,"name":"http"}]},{"name":"sidecar","image":"proxy:7"}]
            """
    )]
    [InlineData(
        "a variable by its name",
        """{"spec":{"containers":[{"name":"web","env":[{"name":"B","value":"3"},{"name":"C","value":"4"}]}]}}""",
        "spec/containers/0/env",
        """[{"name":"A","value":"1"},{"name":"B","value":"3"},{"name":"C","value":"4"}]"""
    )]
    [InlineData(
        "a condition by its type",
        """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""",
        "status/conditions",
        """[{"type":"Ready","status":"True"},{"type":"Initialized","status":"True"}]"""
    )]
    [InlineData(
        "a deleted item",
        """{"spec":{"containers":[{"name":"sidecar","$patch":"delete"}],"volumes":null}}""",
        "spec",
        """
            {"containers":[{"name":"web","image":"web:1","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"ports":[{"containerPort":80,"name":"http"}]}]}
            """
    )]
    [InlineData(
        "a replaced list",
        """{"spec":{"containers":[{"$patch":"replace"},{"name":"only","image":"x"}]}}""",
        "spec/containers",
        """[{"name":"only","image":"x"}]"""
    )]
    [InlineData(
        "a replaced map",
        """{"metadata":{"labels":{"$patch":"replace","new":"1"}}}""",
        "metadata/labels",
        """{"new":"1"}"""
    )]
    [InlineData(
        "a changed volume keeps only the keys that are retained",
        """{"spec":{"volumes":[{"name":"data","$retainKeys":["name","secret"],"secret":{"secretName":"s"}}]}}""",
        "spec/volumes",
        """[{"name":"data","secret":{"secretName":"s"}}]"""
    )]
    [InlineData(
        "the order that is asked for",
        """{"spec":{"$setElementOrder/containers":[{"name":"sidecar"},{"name":"web"}],"containers":[{"name":"sidecar","image":"proxy:8"}],"volumes":null}}""",
        "spec/containers/0",
        """{"name":"sidecar","image":"proxy:8"}"""
    )]
    [InlineData(
        "values added to a set and taken from it",
        """{"metadata":{"finalizers":["b"],"$deleteFromPrimitiveList/finalizers":["a"]}}""",
        "metadata/finalizers",
        """["b"]"""
    )]
    public void A_strategic_merge_patch_changes(string what, string patch, string path, string expected)
    {
        var patched = StrategicMergePatch.Apply((JsonObject)JsonNode.Parse(Pod)!, (JsonObject)JsonNode.Parse(patch)!);

        JsonNode.DeepEquals(At(patched, path), JsonNode.Parse(expected)).ShouldBeTrue($"{what}: {At(patched, path)}");
    }

    private static JsonNode? At(JsonNode? node, string path) =>
        path.Split('/')
            .Aggregate(node, (here, step) => here is JsonArray list ? list[int.Parse(step, null)] : here![step]);
}
