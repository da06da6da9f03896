namespace Clusters.Logs;

/// <summary>Where the log of a container's run is to be had.</summary>
internal enum LogSource
{
    /// <summary>Nowhere yet.</summary>
    None,

    /// <summary>The run goes on: its log can be followed.</summary>
    Follow,

    /// <summary>The run has ended: its log is complete.</summary>
    Current,

    /// <summary>The next run has begun: the server keeps this one's log as the previous.</summary>
    Previous,

    /// <summary>The server no longer has it.</summary>
    Gone,
}
