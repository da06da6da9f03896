using Foundation.Limits;
using Foundation.Text;

namespace Clusters.Logs;

/// <summary>The last lines of a log; safe to add to from several readers.</summary>
/// <param name="limit">How many lines are kept.</param>
public sealed class LogTail(int limit)
{
    private readonly Queue<string> _lines = new(limit);

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>Adds a line, cut where it is very long, and forgets the oldest beyond the limit.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == limit)
                _lines.Dequeue();
            _lines.Enqueue(Shortened.To(line, InputLimits.KeptLine));
        }
    }
}
