namespace Migrations.Git;

/// <summary>The limits of reading a repository.</summary>
public sealed record GitLimits
{
    /// <summary>The longest time for all processes of git together.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The largest number of files of a version.</summary>
    public int Files { get; init; } = 1_000_000;

    /// <summary>The largest file that is read, in bytes. A larger file counts as not readable.</summary>
    public int FileBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The largest amount that is read in all, in bytes.</summary>
    public long TotalBytes { get; init; } = 256L * 1024 * 1024;
}
