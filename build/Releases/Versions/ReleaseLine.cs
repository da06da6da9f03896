using System.Globalization;

namespace Releases.Versions;

/// <summary>All versions that share <c>X.Y</c>.</summary>
/// <param name="Major">The first number of its versions.</param>
/// <param name="Minor">The second number of its versions.</param>
public sealed record ReleaseLine(int Major, int Minor)
{
    private const string BranchPrefix = "release-";

    /// <summary>The branch that patches of this line are made on.</summary>
    public string Branch => $"{BranchPrefix}{this}";

    /// <summary>The line of a branch. <see langword="null"/> for a branch of another name.</summary>
    public static ReleaseLine? OfBranch(string? branch) =>
        branch?.StartsWith(BranchPrefix, StringComparison.Ordinal) == true
            ? TryParse(branch[BranchPrefix.Length..])
            : null;

    /// <summary>Reads a line. <see langword="null"/> when the text is not exactly <c>X.Y</c>.</summary>
    public static ReleaseLine? TryParse(string? text) =>
        text?.Split('.') is [var major, var minor]
        && VersionNumber.TryParse(major, out var x)
        && VersionNumber.TryParse(minor, out var y)
            ? new ReleaseLine(x, y)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
