using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Pages;

/// <summary>The versions that serve the users of a cluster.</summary>
internal static class ServedVersions
{
    /// <summary>The version of every ready pod behind the page, by the pods' names.</summary>
    public static IReadOnlyList<string> Of(ControlPlane plane)
    {
        var selector = LabelSelector.Parse(plane.Region.PageSelector);
        return
        [
            .. plane
                .Store.List(plane.Kinds["", "Pod"], plane.Region.Namespace)
                .Where(pod => selector.Matches(pod.Json.At("metadata.labels")))
                .Where(pod => !pod.IsBeingDeleted && Conditions.IsTrue(pod.Json["status"], "Ready"))
                .Select(pod => Tag(pod.Json.Items("spec.containers").First().Text("image") ?? "")),
        ];
    }

    /// <summary>The tag of <c>host:port/name:tag@digest</c>.</summary>
    private static string Tag(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[(colon + 1)..] : "latest";
    }
}
