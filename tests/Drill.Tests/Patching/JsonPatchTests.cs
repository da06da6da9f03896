using System.Text.Json.Nodes;
using Drill.Patching;
using Drill.Storage;

namespace Drill.Tests.Patching;

public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""[{"op":"add","path":"/b","value":2}]""", """{"a":[1,2],"m~/n":0,"b":2}""")]
    [InlineData("""[{"op":"add","path":"/a/1","value":9}]""", """{"a":[1,9,2],"m~/n":0}""")]
    [InlineData("""[{"op":"add","path":"/a/-","value":9}]""", """{"a":[1,2,9],"m~/n":0}""")]
    [InlineData("""[{"op":"remove","path":"/a/0"}]""", """{"a":[2],"m~/n":0}""")]
    [InlineData("""[{"op":"replace","path":"/m~0~1n","value":7}]""", """{"a":[1,2],"m~/n":7}""")]
    [InlineData("""[{"op":"move","from":"/m~0~1n","path":"/z"}]""", """{"a":[1,2],"z":0}""")]
    [InlineData("""[{"op":"copy","from":"/a","path":"/z"}]""", """{"a":[1,2],"z":[1,2],"m~/n":0}""")]
    [InlineData("""[{"op":"test","path":"/a","value":[1,2]},{"op":"remove","path":"/a"}]""", """{"m~/n":0}""")]
    public void Operations_are_applied_in_order(string patch, string expected)
    {
        var patched = JsonPatch.Apply(Target(), (JsonArray)JsonNode.Parse(patch)!);

        JsonNode.DeepEquals(patched, JsonNode.Parse(expected)).ShouldBeTrue(patched.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":[1]}]""")]
    [InlineData("""[{"op":"remove","path":"/none"}]""")]
    [InlineData("""[{"op":"replace","path":"/a/5","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/none/x","value":1}]""")]
    [InlineData("""[{"op":"invent","path":"/a"}]""")]
    public void A_patch_that_does_not_fit_is_refused(string patch) =>
        Should.Throw<ApiFailure>(() => JsonPatch.Apply(Target(), (JsonArray)JsonNode.Parse(patch)!)).Code.ShouldBe(422);

    private static JsonObject Target() => (JsonObject)JsonNode.Parse("""{"a":[1,2],"m~/n":0}""")!;
}
