namespace Drill.Kubelet;

/// <summary>Decides which images can be pulled, and remembers which ones the node has.</summary>
internal sealed class NodeImages
{
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);

    /// <summary>Whether the registry has an image of this reference; by default it has every one.</summary>
    public Func<string, bool> Exists { get; set; } = _ => true;

    public bool IsOnNode(string image) => _present.Contains(image);

    public void Keep(string image) => _present.Add(image);
}
