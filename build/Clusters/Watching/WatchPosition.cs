namespace Clusters.Watching;

/// <summary>How far a watch has read: the resource version to go on from.</summary>
internal sealed class WatchPosition(string version)
{
    public string Version { get; set; } = version;
}
