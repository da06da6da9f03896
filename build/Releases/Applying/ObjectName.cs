using System.Text.Json.Nodes;

namespace Releases.Applying;

/// <summary>What names an object of a region.</summary>
/// <param name="ApiVersion">Such as <c>apps/v1</c>.</param>
/// <param name="Kind">Such as <c>Deployment</c>.</param>
/// <param name="Name">The object's name.</param>
internal sealed record ObjectName(string ApiVersion, string Kind, string Name)
{
    /// <summary>The name of what a manifest asks for.</summary>
    public static ObjectName Of(ManifestObject wanted) => new(wanted.ApiVersion, wanted.Kind, wanted.Name);

    /// <summary>
    /// Reads a name as <see cref="ToString"/> writes it; <see langword="null"/> for every other text.
    /// </summary>
    public static ObjectName? TryParse(string text) =>
        text.Split(' ') is [{ Length: > 0 } version, { Length: > 0 } kind, { Length: > 0 } name]
            ? new ObjectName(version, kind, name)
            : null;

    /// <summary>
    /// Whether a manifest asks for the object, perhaps of another API version: Kubernetes serves one object in several.
    /// </summary>
    public bool IsAskedForBy(IEnumerable<ManifestObject> wanted) =>
        wanted.Any(each => each.Kind == Kind && each.Name == Name);

    /// <summary>The object where no manifest asks for it.</summary>
    public ManifestObject WithoutManifest =>
        new(
            "-",
            new JsonObject
            {
                ["apiVersion"] = ApiVersion,
                ["kind"] = Kind,
                ["metadata"] = new JsonObject { ["name"] = Name },
            }
        );

    /// <inheritdoc/>
    public override string ToString() => $"{ApiVersion} {Kind} {Name}";
}
