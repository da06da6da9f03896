using System.Diagnostics;
using System.Runtime.InteropServices;
using Releases.Records;

namespace Cluster.Tests.Sample;

/// <summary>A release that runs as the process that people start.</summary>
public sealed partial class RunningRelease : IAsyncDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private readonly Process _process;
    private readonly string _record;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _outputEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openStreams = 2;

    private RunningRelease(Process process, string record)
    {
        _process = process;
        _record = record;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
    }

    public int ProcessId => _process.Id;

    private string Output
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _lines);
        }
    }

    public static RunningRelease Start(string[] line, IReadOnlyDictionary<string, string> variables, string record)
    {
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = variables["HOME"],
        };
        // Only what the .NET host needs is kept of the environment of whoever runs the tests.
        foreach (
            var name in start.Environment.Keys.Where(name => !name.StartsWith("DOTNET_", StringComparison.Ordinal))
        )
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        var release = new RunningRelease(Process.Start(start)!, record);
        release._process.BeginOutputReadLine();
        release._process.BeginErrorReadLine();
        return release;
    }

    /// <summary>Waits until it has written some text.</summary>
    public Task SaysAsync(string text) =>
        Stack.Eventually.BecomesTrueAsync(
            $"'{text}' in the output of the release",
            () =>
                !_process.HasExited || Output.Contains(text, StringComparison.Ordinal)
                    ? Task.FromResult(Output.Contains(text, StringComparison.Ordinal))
                    : throw new InvalidOperationException($"the release has ended and never said '{text}':\n{Output}")
        );

    /// <summary>
    /// Waits for what happens while it runs; where it does not happen, tells what the release has said.
    /// </summary>
    public async Task RunsUntilAsync(Task happens)
    {
        try
        {
            await Task.WhenAny(happens, _process.WaitForExitAsync(TestContext.Current.CancellationToken));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (!happens.IsCompleted)
                throw new InvalidOperationException($"the release has ended before:\n{Output}");
            await happens;
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}; the release has said:\n{Output}", exception);
        }
    }

    /// <summary>What Ctrl-C does.</summary>
    public void PressControlC() => Kill(_process.Id, Interrupt).ShouldBe(0);

    /// <summary>Waits for its end.</summary>
    public async Task<ReleaseRun> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _outputEnd.Task.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException(
                $"the release has not ended within {Limit.TotalMinutes} minutes:\n{Output}",
                exception
            );
        }
        var record = File.Exists(_record) ? RecordFormat.Read(_record, await ReadRecordAsync()) : null;
        return new ReleaseRun(_process.ExitCode, Output, record);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private Task<string> ReadRecordAsync() => File.ReadAllTextAsync(_record, TestContext.Current.CancellationToken);

    private void Take(string? line)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref _openStreams) == 0)
                _outputEnd.SetResult();
            return;
        }
        lock (_lock)
            _lines.Add(line);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
