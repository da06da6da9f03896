using Foundation.Text;

namespace Releases.Manifests;

/// <summary>
/// The values that a manifest may ask for. There are no others, so that no environment variable gets into a manifest.
/// </summary>
/// <param name="Values">By name, such as <c>VERSION</c>.</param>
public sealed record ManifestVariables(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The names that every run fills in. No fleet file can set them.</summary>
    public static readonly IReadOnlyList<string> OfTheRun =
    [
        "VERSION",
        "IMAGE",
        "REGION",
        "NAMESPACE",
        "ACTOR",
        "REF",
        Host,
    ];

    /// <summary>The name of the variable that holds the host of the region's address.</summary>
    public const string Host = "HOST";

    /// <summary>
    /// The names of those whose value is a whole number. Such a value is a number in the manifest where it stands alone
    /// and without quotes; a Kubernetes port takes no text.
    /// </summary>
    public IReadOnlySet<string> Numbers { get; init; } = new HashSet<string>();

    /// <summary>
    /// What helps where a manifest asks for a name that has no value; <see langword="null"/> leaves it to the known
    /// names.
    /// </summary>
    public Func<string, string?> Advice { get; init; } = _ => null;

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

    // nginx calls the host of a request so.
    private const string HostOfNginx = "host";

    /// <summary>
    /// Whether a name is somebody else's, such as nginx's <c>$request_uri</c>, and stays as it is written. A variable
    /// has capitals only, so whatever has another letter is none; unless it is one in the wrong case.
    /// </summary>
    internal bool LeavesAlone(string name) =>
        name.Any(char.IsAsciiLetterLower) && (name == HostOfNginx || InCapitals(name) is null);

    private string? InCapitals(string name) =>
        Values
            .Keys.Concat(OfTheRun)
            .FirstOrDefault(known => known != name && known.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why a name has no value, in the words of an error.</summary>
    internal string WhyMissing(string name) =>
        InCapitals(name) is { } known ? $"unknown variable ${name}; did you mean ${known}?" : WhyUnknown(name);

    private string WhyUnknown(string name) =>
        (Advice(name), NearestName.Of(name, Values.Keys)) switch
        {
            ({ } advice, null) => $"unknown variable ${name}; {advice}",
            ({ } advice, { } nearest) => $"unknown variable ${name}; did you mean '{nearest}'? Else {advice}",
            (null, _) => $"unknown variable ${name}; {NearestName.Hint(name, [.. Values.Keys])}",
        };
}
