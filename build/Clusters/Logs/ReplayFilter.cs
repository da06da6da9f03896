namespace Clusters.Logs;

/// <summary>
/// Tells lines that were shown before a reconnection from those that were not. The server understands <c>sinceTime</c>
/// in whole seconds, lines can share a timestamp, and two streams of one container can be written slightly out of
/// order; so the last seconds' lines are remembered, each as often as it came.
/// </summary>
internal sealed class ReplayFilter
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(DateTimeOffset Time, string Text), int> _recent = [];
    private Dictionary<(DateTimeOffset Time, string Text), int> _expected = [];
    private DateTimeOffset _pruned = DateTimeOffset.MinValue;

    /// <summary>The time of the newest line; the beginning of time before the first.</summary>
    public DateTimeOffset Newest { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Where the server should begin again, or <see langword="null"/> for the beginning.</summary>
    public DateTimeOffset? Since => Newest == DateTimeOffset.MinValue ? null : WholeSecond(Newest) - Overlap;

    /// <summary>The log is opened anew: what was shown since <see cref="Since"/> will come again.</summary>
    public void Reopen() => _expected = new(_recent);

    /// <summary>Whether a line has not been shown yet; it counts as shown from then on.</summary>
    public bool IsNew(DateTimeOffset time, string text)
    {
        var key = (time, text);
        if (_expected.TryGetValue(key, out var left) && left > 0)
        {
            _expected[key] = left - 1;
            return false;
        }
        _recent[key] = _recent.GetValueOrDefault(key) + 1;
        if (time > Newest)
            Newest = time;
        Prune();
        return true;
    }

    private void Prune()
    {
        if (Since is not { } since || since <= _pruned)
            return;

        _pruned = since;
        foreach (var key in _recent.Keys.Where(each => each.Time < since).ToList())
            _recent.Remove(key);
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
