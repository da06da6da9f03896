namespace Clusters.Watching;

/// <summary>What became of waiting for the next change.</summary>
internal enum WatchStep
{
    /// <summary>There is one.</summary>
    Changed,

    /// <summary>The watch ended; it can go on from the version that it reached.</summary>
    Ended,

    /// <summary>The server no longer knows that version: the list must be read again.</summary>
    Lost,
}
