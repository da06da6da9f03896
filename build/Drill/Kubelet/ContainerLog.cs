namespace Drill.Kubelet;

/// <summary>The log of one run of a container. Safe for one writer and many readers.</summary>
internal sealed class ContainerLog
{
    private readonly Lock gate = new();
    private readonly List<LogLine> lines = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsComplete { get; private set; }

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (gate)
                return [.. lines];
        }
    }

    public void Write(DateTimeOffset moment, string text) => Change(() => lines.Add(new LogLine(moment, text)));

    public void Complete() => Change(() => IsComplete = true);

    /// <summary>The lines from a position on, and what to await for more; null when no more will come.</summary>
    public (IReadOnlyList<LogLine> Lines, Task? More) From(int position)
    {
        lock (gate)
            return (lines[Math.Min(position, lines.Count)..], IsComplete ? null : changed.Task);
    }

    private void Change(Action change)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            change();
            waiting = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }
}
