namespace Clusters.Watching;

/// <summary>A watch cannot go on from the version that it has reached: the list must be read again.</summary>
internal sealed class WatchLostException(string reason) : Exception(reason);
