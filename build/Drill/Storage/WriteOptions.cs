namespace Drill.Storage;

/// <summary>The options of a write.</summary>
/// <param name="Manager">
/// The manager that owns the fields; null when ownership is not tracked (the cluster's own controllers).
/// </param>
/// <param name="ApiVersion">The API version of the request.</param>
/// <param name="DryRun">Whether everything is checked and answered, and nothing is stored.</param>
/// <param name="Subresource"><c>status</c> when only the status is written, else empty.</param>
/// <param name="CountsGeneration">Whether a change of the spec raises the generation.</param>
internal sealed record WriteOptions(
    string? Manager,
    string ApiVersion,
    bool DryRun = false,
    string Subresource = "",
    bool CountsGeneration = true
)
{
    public static WriteOptions Internal { get; } = new(null, "");

    /// <summary>
    /// For the deployment controller: its own annotation on a Deployment does not raise the generation.
    /// </summary>
    public static WriteOptions InternalWithoutGeneration { get; } = new(null, "", CountsGeneration: false);

    public static WriteOptions InternalStatus { get; } = new(null, "", Subresource: "status");

    public bool IsStatus => Subresource == "status";
}
