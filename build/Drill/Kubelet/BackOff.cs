namespace Drill.Kubelet;

/// <summary>
/// The kubelet's back-off: 10 seconds, doubled each time, up to five minutes (Kubernetes documentation, "Pod
/// Lifecycle").
/// </summary>
internal sealed class BackOff
{
    private const int Longest = 300;

    /// <summary>The length of the present wait in cluster seconds. 0 before the first wait.</summary>
    public int Seconds { get; private set; }

    public void Next() => Seconds = Seconds == 0 ? 10 : Math.Min(Seconds * 2, Longest);
}
