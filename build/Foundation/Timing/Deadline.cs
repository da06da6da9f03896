namespace Foundation.Timing;

/// <summary>A limit in time, and the pace of the signs of life until it is reached.</summary>
/// <param name="time">The clock.</param>
/// <param name="limit">How long.</param>
public sealed class Deadline(TimeProvider time, TimeSpan limit)
{
    // A person who watches a silent terminal begins to doubt after about half a minute.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private readonly long _start = time.GetTimestamp();
    private long _spoke = time.GetTimestamp();
    private TimeSpan _leftOut;

    /// <summary>The whole limit.</summary>
    public TimeSpan Limit => limit;

    /// <summary>How long it has been.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start) - _leftOut;

    /// <summary>What is left; never negative.</summary>
    public TimeSpan Left => limit - Elapsed is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Whether it is over.</summary>
    public bool IsOver => Left == TimeSpan.Zero;

    /// <summary>Whether nothing was said for so long that a sign of life is due; asks once a time.</summary>
    public bool IsSilent
    {
        get
        {
            if (time.GetElapsedTime(_spoke) < Pace)
                return false;
            Speak();
            return true;
        }
    }

    /// <summary>The longest that a wait may be to stay within the limit and to keep the pace.</summary>
    public TimeSpan Wait(TimeSpan? atMost = null)
    {
        var silence = Pace - time.GetElapsedTime(_spoke);
        var wait = new[] { Left, silence, atMost ?? Left }.Min();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>Leaves out time that has passed for something else, which has a limit of its own.</summary>
    public void LeaveOut(TimeSpan passed) => _leftOut += passed;

    /// <summary>Notes that something was said.</summary>
    public void Speak() => _spoke = time.GetTimestamp();
}
