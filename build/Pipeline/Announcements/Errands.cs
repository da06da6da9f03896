using System.Threading.Channels;
using Foundation.Failures;
using Foundation.Timing;

namespace Pipeline.Announcements;

/// <summary>
/// What one audience is told, one thing after another, beside the release: telling never slows a release and never
/// fails it.
/// </summary>
internal sealed class Errands : IAsyncDisposable
{
    private readonly Channel<Func<CancellationToken, Task>> _queue = Channel.CreateUnbounded<
        Func<CancellationToken, Task>
    >(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<string> _say;
    private readonly HashSet<string> _said = [];
    private readonly Task _run;

    /// <param name="say">Shows what could not be told; each thing once.</param>
    public Errands(Action<string> say)
    {
        _say = say;
        _run = Task.Run(RunAsync);
    }

    public void Add(Func<CancellationToken, Task> errand) => _queue.Writer.TryWrite(errand);

    /// <summary>Waits until all is told, but no longer than this.</summary>
    public async Task EndAsync(TimeSpan atMost, TimeProvider time)
    {
        _queue.Writer.TryComplete();
        try
        {
            await _run.WaitAsync(atMost, time);
        }
        catch (TimeoutException)
        {
            _say($"not everybody was told within {DurationText.OfLimit(atMost)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (var errand in _queue.Reader.ReadAllAsync())
        {
            try
            {
                await errand(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The run does not wait any longer.
            }
            catch (Exception exception)
            {
                // Even a bug in here is no reason for a release to fail: a line tells of it.
                var next = (exception as ReleaseException)?.NextStep is { } step ? $"; {step}" : "";
                if (_said.Add(exception.Message))
                    _say($"{exception.Message}{next}; the release goes on");
            }
        }
    }
}
