using System.Text.Json.Nodes;
using Foundation.Text;
using Releases.Applying;

namespace Releases.Procedures;

/// <summary>Applies manifests by hand, as the stage of a release does.</summary>
internal static class ShellApply
{
    /// <summary>The lines; none without an object. A Secret is named and not printed.</summary>
    /// <param name="objects">The objects, with the images that serve.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<ManifestObject> objects)
    {
        var shown = objects.Where(each => each.Kind != "Secret").ToArray();
        if (objects.Count == 0)
            return [];
        return
        [
            ShellWord.Say("applying the manifests"),
            .. objects.Except(shown).Select(secret => ShellWord.Say($"left out: {secret} of {secret.File}")),
            // The command ends with an error where a field is somebody else's, as a release does.
            $"{ShellWord.Line("kubectl", "apply", "--server-side", "--field-manager=release", "--filename=-")} <<'{ShellProcedure.EndOfText}'",
            ShellProcedure.Text(List(shown)),
            ShellProcedure.EndOfText,
        ];
    }

    private static JsonObject List(IEnumerable<ManifestObject> objects) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. objects.Select(each => each.Json.DeepClone())]),
        };
}
