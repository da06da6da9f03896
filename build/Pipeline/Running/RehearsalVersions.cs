using Releases.Versions;

namespace Pipeline.Running;

/// <summary>The version that a drill releases, and the one that runs before.</summary>
/// <param name="From">What the clusters run at the start.</param>
/// <param name="To">What is released.</param>
public sealed record RehearsalVersions(ReleaseVersion From, ReleaseVersion To)
{
    /// <summary>A drill that nobody named a version for.</summary>
    public static readonly RehearsalVersions Default = new(new ReleaseVersion(1, 2, 2), new ReleaseVersion(1, 2, 3));

    /// <summary>A drill of a version: it follows from one that has the last number above zero lowered by one.</summary>
    /// <returns><see langword="null"/> for 0.0.0, which nothing comes before.</returns>
    public static RehearsalVersions? Before(ReleaseVersion version) =>
        version switch
        {
            { Patch: > 0 } => new RehearsalVersions(version with { Patch = version.Patch - 1 }, version),
            { Minor: > 0 } => new RehearsalVersions(version with { Minor = version.Minor - 1 }, version),
            { Major: > 0 } => new RehearsalVersions(version with { Major = version.Major - 1 }, version),
            _ => null,
        };
}
