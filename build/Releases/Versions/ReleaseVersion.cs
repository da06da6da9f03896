using System.Globalization;

namespace Releases.Versions;

/// <summary>
/// The name of a release and of its git tag: <c>X.Y.Z</c>, without a <c>v</c> and without leading zeros.
/// </summary>
/// <param name="Major">Grows with a change of platform.</param>
/// <param name="Minor">Grows with a feature.</param>
/// <param name="Patch">Grows with a bug fix.</param>
public sealed record ReleaseVersion(int Major, int Minor, int Patch) : IComparable<ReleaseVersion>
{
    /// <summary>The line that this version belongs to.</summary>
    public ReleaseLine Line => new(Major, Minor);

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text of a person or a git tag.</param>
    /// <returns>The version, or <see langword="null"/> when the text is not exactly <c>X.Y.Z</c>.</returns>
    public static ReleaseVersion? TryParse(string? text) =>
        text?.Split('.') is [var major, var minor, var patch]
        && VersionNumber.TryParse(major, out var x)
        && VersionNumber.TryParse(minor, out var y)
        && VersionNumber.TryParse(patch, out var z)
            ? new ReleaseVersion(x, y, z)
            : null;

    /// <summary>Reads a version as a person may type it: with a <c>v</c> before it, too.</summary>
    /// <param name="text">What was typed. A git tag is read exactly: <c>v1.2.3</c> is another one.</param>
    public static ReleaseVersion? TryParseTyped(string? text) =>
        TryParse(text is ['v' or 'V', .. var number] ? number : text);

    /// <summary>Reads a text that has to be a version.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is not exactly <c>X.Y.Z</c>.</exception>
    public static ReleaseVersion Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is not a version X.Y.Z");

    /// <summary>The next version by an increment. The smaller numbers start again at zero.</summary>
    public ReleaseVersion Next(Increment increment) =>
        increment switch
        {
            Increment.Major => new ReleaseVersion(Major + 1, 0, 0),
            Increment.Minor => new ReleaseVersion(Major, Minor + 1, 0),
            Increment.Patch => this with { Patch = Patch + 1 },
        };

    /// <inheritdoc/>
    public int CompareTo(ReleaseVersion? other) =>
        other is null ? 1 : (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>Whether one version is older than another.</summary>
    public static bool operator <(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one version is newer than another.</summary>
    public static bool operator >(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one version is not newer than another.</summary>
    public static bool operator <=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one version is not older than another.</summary>
    public static bool operator >=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) >= 0;
}

/// <summary>The number of a version that grows.</summary>
public enum Increment
{
    /// <summary>0.0.1: a bug fix.</summary>
    Patch,

    /// <summary>0.1: a feature.</summary>
    Minor,

    /// <summary>1.0: a change of platform, such as a Django or Python upgrade.</summary>
    Major,
}
