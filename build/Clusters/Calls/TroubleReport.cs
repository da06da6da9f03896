using Foundation.Timing;

namespace Clusters.Calls;

/// <summary>
/// Says once that a server is in trouble and once that it is well again, however many calls notice it.
/// </summary>
internal sealed class TroubleReport(string server, TimeProvider time, Action<string> say)
{
    private readonly Lock _lock = new();
    private int _struggling;
    private bool _said;
    private long _since;

    /// <summary>A call has failed and will be tried again.</summary>
    public void Begin(string reason)
    {
        lock (_lock)
        {
            _struggling++;
            if (_said)
                return;

            _said = true;
            _since = time.GetTimestamp();
        }
        say($"{server}: {reason}; trying again");
    }

    /// <summary>A call that had begun to fail has ended.</summary>
    /// <param name="answered">Whether it got its answer in the end.</param>
    public void End(bool answered)
    {
        TimeSpan lasted;
        lock (_lock)
        {
            if (--_struggling > 0 || !_said)
                return;

            _said = false;
            lasted = time.GetElapsedTime(_since);
        }
        if (answered)
            say($"{server}: answers again after {DurationText.Of(lasted)}");
    }
}
