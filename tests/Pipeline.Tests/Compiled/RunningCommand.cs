using System.Diagnostics;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled;

/// <summary>The command while it runs as a process.</summary>
internal sealed class RunningCommand : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly ScreenWriter _output = new(null);
    private readonly ScreenWriter _errors = new(null);
    private readonly Task _reading;

    public RunningCommand(Process process, string input = "", bool keepsInput = false)
    {
        _process = process;
        process.StandardInput.Write(input);
        if (!keepsInput)
            process.StandardInput.Close();
        _reading = Task.WhenAll(CopyAsync(process.StandardOutput, _output), CopyAsync(process.StandardError, _errors));
    }

    /// <summary>What it has written so far for people.</summary>
    public string Output => Text(_output);

    /// <summary>The most memory that it has held at any time, in bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>Waits until a line holds some text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="within">After how long it is taken to hang; five minutes, unless something slow comes
    /// before.</param>
    public async Task SaysAsync(string text, TimeSpan? within = null)
    {
        using var limit = Limited(within);
        while (!Text(_output).Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited)
                throw new InvalidOperationException(
                    $"it has ended and never said '{text}':\n{Text(_output)}\n{Text(_errors)}"
                );
            await Task.Delay(Pace, limit.Token);
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What Ctrl-C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="record">The file of its record.</param>
    /// <param name="within">After how long it is taken to hang; five minutes, unless something slow comes
    /// before.</param>
    public async Task<FinishedRun> EndAsync(string record, TimeSpan? within = null)
    {
        using var limit = Limited(within);
        while (!_process.HasExited)
        {
            NotePeakMemory();
            await Task.Delay(Pace, limit.Token);
        }
        await _reading.WaitAsync(limit.Token);
        return new FinishedRun(
            _process.ExitCode,
            Text(_output),
            Text(_errors),
            File.Exists(record) ? await File.ReadAllTextAsync(record, limit.Token) : null
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        await _reading;
        _process.Dispose();
    }

    private void NotePeakMemory()
    {
        try
        {
            _process.Refresh();
            PeakMemory = Math.Max(PeakMemory, _process.PeakWorkingSet64);
        }
        catch (InvalidOperationException)
        {
            // It has ended since it was asked whether it had.
        }
    }

    private static CancellationTokenSource Limited(TimeSpan? within = null)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(within ?? Limit);
        return limit;
    }

    private static async Task CopyAsync(StreamReader from, ScreenWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (to)
                to.WriteLine(line);
        }
    }

    private static string Text(ScreenWriter writer)
    {
        lock (writer)
            return writer.ToString();
    }
}
