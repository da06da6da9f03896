namespace Drill.Kubelet;

/// <summary>The kubelet's back-off: 10 seconds, doubled each time, at most five minutes (Kubernetes documentation, "Pod Lifecycle").</summary>
internal sealed class BackOff
{
    private const int Longest = 300;

    /// <summary>Seconds of the present wait; 0 before the first.</summary>
    public int Seconds { get; private set; }

    public void Next() => Seconds = Seconds == 0 ? 10 : Math.Min(Seconds * 2, Longest);
}
