using Drill.Json;

namespace Drill.Kubelet;

/// <summary>The log of one run of a container. One writer and many readers may use it at once.</summary>
internal sealed class ContainerOutput
{
    private readonly Lock _lock = new();
    private readonly List<OutputLine> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsComplete { get; private set; }

    public IReadOnlyList<OutputLine> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public void Write(DateTimeOffset moment, string text) => Change(() => _lines.Add(new OutputLine(moment, text)));

    public void Complete() => Change(() => IsComplete = true);

    /// <summary>
    /// The lines from a position on, and a task that completes when there are more. The task is null when the log is
    /// complete.
    /// </summary>
    public (IReadOnlyList<OutputLine> Lines, Task? More) From(int position)
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

/// <summary>One line, and the moment at which it was written.</summary>
internal sealed record OutputLine(DateTimeOffset Moment, string Text)
{
    public string Render(bool withTimestamp) => withTimestamp ? $"{Moment.ToNanoseconds()} {Text}\n" : $"{Text}\n";
}
