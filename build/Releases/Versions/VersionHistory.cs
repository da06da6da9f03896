namespace Releases.Versions;

/// <summary>The versions that exist, read from the tags of the remote.</summary>
public sealed class VersionHistory
{
    private readonly SortedSet<ReleaseVersion> _versions;

    /// <summary>Creates the history from versions in any order.</summary>
    public VersionHistory(IEnumerable<ReleaseVersion> versions)
    {
        _versions = [.. versions];
    }

    /// <summary>The newest version of all, or <see langword="null"/> when there is none.</summary>
    public ReleaseVersion? Latest => _versions.Max;

    /// <summary>The newest version of a line, or <see langword="null"/> when the line has none.</summary>
    public ReleaseVersion? LatestOf(ReleaseLine line) => _versions.Where(version => version.Line == line).Max();

    /// <summary>
    /// The versions that a person may have meant, newest first: those of the same line, else the newest of all.
    /// </summary>
    /// <param name="version">The version that was asked for.</param>
    /// <param name="count">How many at the most.</param>
    public IReadOnlyList<ReleaseVersion> Near(ReleaseVersion version, int count)
    {
        var line = _versions.Where(known => known.Line == version.Line).ToArray();
        return [.. (line is [] ? (IEnumerable<ReleaseVersion>)_versions : line).OrderDescending().Take(count)];
    }

    /// <summary>The lines with versions that are nearest to a line, oldest first.</summary>
    /// <param name="line">The line that was asked for.</param>
    /// <param name="count">How many at the most.</param>
    public IReadOnlyList<ReleaseLine> LinesNear(ReleaseLine line, int count) =>
        [
            .. _versions
                .Select(version => version.Line)
                .Distinct()
                .OrderBy(known => (Math.Abs(known.Major - line.Major), Math.Abs(known.Minor - line.Minor)))
                .Take(count)
                .OrderBy(known => (known.Major, known.Minor)),
        ];

    /// <summary>The versions that are newer than one, newest first.</summary>
    public IEnumerable<ReleaseVersion> NewerThan(ReleaseVersion version) =>
        _versions.Reverse().TakeWhile(known => known > version);

    /// <summary>Whether the version exists.</summary>
    public bool Contains(ReleaseVersion version) => _versions.Contains(version);

    /// <summary>Whether a version that exists is what an increment led to from another one.</summary>
    public bool WasCounted(ReleaseVersion version, Increment by) =>
        Contains(version) && _versions.Any(existing => existing.Next(by) == version);

    /// <summary>
    /// Whether a version follows from an existing version by one increment. The very first version may be any.
    /// </summary>
    public bool Allows(ReleaseVersion version) =>
        _versions.Count == 0
        || _versions.Any(existing => Enum.GetValues<Increment>().Any(by => existing.Next(by) == version));

    /// <summary>
    /// The versions that may come next, oldest first. They follow from the line's latest version and from the latest
    /// version of all.
    /// </summary>
    /// <param name="line">The line that a release was meant for.</param>
    public IReadOnlyList<ReleaseVersion> Candidates(ReleaseLine line) =>
        [
            .. new[] { LatestOf(line)?.Next(Increment.Patch) }
                .Concat(Enum.GetValues<Increment>().Select(by => Latest?.Next(by)))
                .OfType<ReleaseVersion>()
                .Where(candidate => !_versions.Contains(candidate))
                .Distinct()
                .Order(),
        ];
}
