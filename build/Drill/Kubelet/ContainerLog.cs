namespace Drill.Kubelet;

/// <summary>The log of one run of a container. Safe for one writer and many readers.</summary>
internal sealed class ContainerLog
{
    private readonly Lock _lock = new();
    private readonly List<LogLine> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsComplete { get; private set; }

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public void Write(DateTimeOffset moment, string text) => Change(() => _lines.Add(new LogLine(moment, text)));

    public void Complete() => Change(() => IsComplete = true);

    /// <summary>The lines from a position on, and what to await for more; null when no more will come.</summary>
    public (IReadOnlyList<LogLine> Lines, Task? More) From(int position)
    {
        lock (_lock)
            return (_lines[Math.Min(position, _lines.Count)..], IsComplete ? null : _changed.Task);
    }

    private void Change(Action change)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            change();
            waiting = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }
}
