using Releases.Records;

namespace Pipeline.Announcements;

/// <summary>Somebody outside who is told of a release, beyond the screen and the record.</summary>
public interface IAudience
{
    /// <summary>
    /// The run has pushed its tag, from which others may begin to release. Its lanes come later, or never.
    /// </summary>
    Task PushedAsync(ReleaseRecord record, CancellationToken cancellationToken);

    /// <summary>The first lane is about to begin.</summary>
    Task BeginAsync(ReleaseRecord record, CancellationToken cancellationToken);

    /// <summary>A region's lane has begun.</summary>
    Task EnterAsync(RegionRecord region, CancellationToken cancellationToken);

    /// <summary>
    /// The run has ended, and its record is complete. Also told when the run ended before any lane began.
    /// </summary>
    Task EndAsync(ReleaseRecord record, CancellationToken cancellationToken);
}
