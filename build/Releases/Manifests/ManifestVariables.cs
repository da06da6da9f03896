namespace Releases.Manifests;

/// <summary>
/// The values that a manifest may ask for. There are no others, so that no environment variable gets into a manifest.
/// </summary>
/// <param name="Values">By name, such as <c>VERSION</c>.</param>
public sealed record ManifestVariables(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The variables of a run in one region.</summary>
    public static ManifestVariables Of(
        string version,
        string image,
        string region,
        string @namespace,
        string actor,
        string @ref
    ) =>
        new(
            new Dictionary<string, string>
            {
                ["VERSION"] = version,
                ["IMAGE"] = image,
                ["REGION"] = region,
                ["NAMESPACE"] = @namespace,
                ["ACTOR"] = actor,
                ["REF"] = @ref,
            }
        );
}
