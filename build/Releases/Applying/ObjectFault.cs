using System.Text.Json.Nodes;

namespace Releases.Applying;

/// <summary>Why something in a manifest is no object that can be applied.</summary>
internal static class ObjectFault
{
    // Of kubectl's own kustomize. Flux has objects of the same kind in other groups.
    private const string Kustomize = "kustomize.config.k8s.io";

    private const string MadeElsewhere =
        "is for kustomize, which is not run here; write what `kubectl kustomize` prints in place of the files it names";

    /// <summary>The problem and what helps. <see langword="null"/> when the object can be applied.</summary>
    public static string? Of(ManifestObject each)
    {
        var isNamedAfterKustomize = Path.GetFileNameWithoutExtension(each.File) == "kustomization";
        if (each.Group == Kustomize || (isNamedAfterKustomize && each.ApiVersion.Length == 0))
            return MadeElsewhere;
        (string Key, string Value)[] needed =
        [
            ("apiVersion", each.ApiVersion),
            ("kind", each.Kind),
            ("metadata.name", each.Name),
        ];
        string[] missing = [.. needed.Where(entry => entry.Value.Length == 0).Select(entry => entry.Key)];
        return missing switch
        {
            [] => null,
            ["metadata.name"] when each.Kind == "List" => "the List has no `items`; write them, or leave it out",
            ["metadata.name"] when HasGeneratedName(each) =>
                $"the {each.Kind} has a generateName, so each run would make another one; give it a `name`",
            ["metadata.name"] => $"the {each.Kind} has no metadata.name; give it one",
            _ =>
                $"an object has no {string.Join(", no ", missing)}; write what is missing, or put a file that is no manifest elsewhere",
        };
    }

    private static bool HasGeneratedName(ManifestObject each) =>
        each.Json["metadata"] is JsonObject metadata && metadata.ContainsKey("generateName");
}
