namespace Releases.Versions;

/// <summary>The tag of a run's images: a version, or on staging any tag, such as a commit or a branch slug.</summary>
/// <remarks>The grammar is that of the OCI distribution specification.</remarks>
public sealed record ImageTag
{
    /// <summary>
    /// The longest tag that is accepted. A tag has 128 characters, and the rest is kept for a workload's suffix, such
    /// as <c>-static</c>.
    /// </summary>
    public const int LongestTag = 100;

    // Git's own shortest abbreviation, and whole names by SHA-1 and by SHA-256.
    private const int ShortestCommit = 7;
    private const int Sha1 = 40;
    private const int LongestCommit = 64;

    private ImageTag(string text)
    {
        Text = text;
    }

    /// <summary>The tag's text.</summary>
    public string Text { get; }

    /// <summary>The tag as a version. <see langword="null"/> for another kind of tag.</summary>
    public ReleaseVersion? Version => ReleaseVersion.TryParse(Text);

    /// <summary>Whether the tag is the name of a commit, whole or abbreviated.</summary>
    public bool IsCommit => NamesCommit(Text);

    /// <summary>
    /// Whether a tag is the name of a commit. A branch's name is none: it says nothing about the commit that was built
    /// of it. Neither are digits alone, such as a date, unless they are a whole name.
    /// </summary>
    public static bool NamesCommit(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return tag.Length is >= ShortestCommit and <= LongestCommit
            && tag.All(char.IsAsciiHexDigitLower)
            && (tag.Length is Sha1 or LongestCommit || !tag.All(char.IsAsciiDigit));
    }

    /// <summary>The tag of a version.</summary>
    public static ImageTag Of(ReleaseVersion version) => new(version.ToString());

    /// <summary>Reads a tag. <see langword="null"/> when a registry would refuse it.</summary>
    public static ImageTag? TryParse(string? text) =>
        text is { Length: > 0 and <= LongestTag } && text[0] is not ('.' or '-') && text.All(IsAllowed)
            ? new ImageTag(text)
            : null;

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-';
}
