namespace Migrations.Git;

/// <summary>What reading a repository may cost at most.</summary>
public sealed record GitLimits
{
    /// <summary>How long git may take, all its processes together.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many files a version may have.</summary>
    public int Files { get; init; } = 1_000_000;

    /// <summary>The largest file that is read, in bytes; a larger one counts as not readable.</summary>
    public int FileBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How much is read in all, in bytes.</summary>
    public long TotalBytes { get; init; } = 256L * 1024 * 1024;
}
