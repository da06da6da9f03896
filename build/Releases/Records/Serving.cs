namespace Releases.Records;

/// <summary>What a region serves: one version, several, or unknown. Its text is the text of the record.</summary>
public abstract record Serving
{
    private const string MixedWord = "mixed ";
    private const string UnknownWord = "unknown: ";

    private Serving() { }

    /// <summary>The versions that are known to be served.</summary>
    public abstract IReadOnlyList<string> Versions { get; }

    /// <summary>Reads the text of a record. <see langword="null"/> where the record says nothing.</summary>
    public static Serving? Read(string? text) =>
        text switch
        {
            null => null,
            _ when text.StartsWith(UnknownWord, StringComparison.Ordinal) => new Unknown(text[UnknownWord.Length..]),
            _ when text.StartsWith(MixedWord, StringComparison.Ordinal) => new Mixed(
                text[MixedWord.Length..].Split('/')
            ),
            _ => new One(text),
        };

    /// <summary>Whether the text of a record says which version is served.</summary>
    public static bool IsKnown(string? text) => Read(text) is not (null or Unknown);

    /// <summary>All workloads serve one version.</summary>
    /// <param name="Version">The version, or the image tag of a staging region.</param>
    public sealed record One(string Version) : Serving
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Versions => [Version];

        /// <inheritdoc/>
        public override string ToString() => Version;
    }

    /// <summary>Workloads, or the pods of one workload, serve different versions.</summary>
    /// <param name="Several">The versions, oldest first.</param>
    public sealed record Mixed(IReadOnlyList<string> Several) : Serving
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Versions => Several;

        /// <inheritdoc/>
        public override string ToString() => MixedWord + string.Join('/', Several);
    }

    /// <summary>It is not known what the region serves.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Unknown(string Reason) : Serving
    {
        /// <summary>The versions of the workloads that are known.</summary>
        public IReadOnlyList<string> Others { get; init; } = [];

        /// <inheritdoc/>
        public override IReadOnlyList<string> Versions => Others;

        /// <inheritdoc/>
        public override string ToString() => UnknownWord + Reason;
    }
}
