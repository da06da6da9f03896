namespace Clusters.Watching;

/// <summary>
/// Whether what a watch has seen last is still so. While the server does not tell of changes, nobody knows what has
/// healed meanwhile.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="trouble">
/// How long a server may be in trouble. A watch that it refuses for longer is refused for good, and what was seen last
/// is the best that there is.
/// </param>
internal sealed class WatchCurrency(TimeProvider time, TimeSpan trouble)
{
    /// <summary>A gap that hides nothing: every watch ends from time to time, and goes on at once.</summary>
    public static readonly TimeSpan ShortGap = TimeSpan.FromSeconds(5);

    /// <summary>After a longer gap, the time that the server has for all that happened in it.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private bool _isOpen;
    private bool _hadGap;
    private long _since = time.GetTimestamp();

    /// <summary>Whether it is.</summary>
    public bool IsCurrent
    {
        get
        {
            lock (_lock)
            {
                var elapsed = time.GetElapsedTime(_since);
                return _isOpen ? !_hadGap || elapsed >= Settling : elapsed < ShortGap || elapsed > trouble;
            }
        }
    }

    /// <summary>The server has taken the watch.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _hadGap = time.GetElapsedTime(_since) >= ShortGap;
            (_isOpen, _since) = (true, time.GetTimestamp());
        }
    }

    /// <summary>The watch has ended. One that is not open has ended before.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_isOpen)
                (_isOpen, _since) = (false, time.GetTimestamp());
        }
    }
}
