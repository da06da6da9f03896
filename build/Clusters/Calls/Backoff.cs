namespace Clusters.Calls;

/// <summary>Delays that double and are jittered, so that regions and runs do not knock in step.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private int _failures;

    public Backoff(ConnectionLimits limits)
        : this(limits.FirstDelay, limits.LongestDelay) { }

    /// <summary>The next delay: between half of the full step and the full step.</summary>
    public TimeSpan Next()
    {
        var step = first * Math.Pow(2, Math.Min(_failures++, 20));
        return (step < longest ? step : longest) * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    public void Reset() => _failures = 0;
}
