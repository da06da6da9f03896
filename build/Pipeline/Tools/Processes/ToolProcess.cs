using System.Diagnostics;
using Cake.Core.IO;

namespace Pipeline.Tools.Processes;

/// <summary>A process with its input fed and its output read, until it ends or is ended.</summary>
internal sealed class ToolProcess : IToolProcess
{
    // How long output may still arrive after the process itself has ended. A daemon that it left behind, such as an ssh
    // connection that is kept for later, can hold the output open for hours.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopReading = new();
    private readonly Task _streams;

    public ToolProcess(Process process, ProcessSettings settings, TimeProvider time)
    {
        _process = process;
        _time = time;
        _streams = Task.WhenAll(
            FeedAsync(process.StandardInput, settings.StandardInput?.Memory ?? default),
            ReadAsync(process.StandardOutput, settings.RedirectedStandardOutputHandler),
            ReadAsync(process.StandardError, settings.RedirectedStandardErrorHandler)
        );
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Kill();
            await EndAsync();
            throw;
        }

        await EndAsync();
        return _process.ExitCode;
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or AggregateException)
        {
            // It ended by itself in the meantime, or a child of it did.
        }
    }

    public void Dispose()
    {
        _stopReading.Dispose();
        _process.Dispose();
    }

    public void WaitForExit() => _process.WaitForExit();

    public bool WaitForExit(int milliseconds) => _process.WaitForExit(milliseconds);

    public int GetExitCode() => _process.ExitCode;

    // Lines are handed to the settings' handlers as they come, and kept by nobody here.
    public IEnumerable<string> GetStandardError() => [];

    public IEnumerable<string> GetStandardOutput() => [];

    private async Task EndAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        using var grace = new CancellationTokenSource(OutputGrace, _time);
        await using var stop = grace.Token.Register(_stopReading.Cancel);
        await _streams;
    }

    private async Task ReadAsync(StreamReader reader, Func<string, string>? handle)
    {
        try
        {
            while (await reader.ReadLineAsync(_stopReading.Token) is { } line)
                handle?.Invoke(line);
        }
        catch (OperationCanceledException)
        {
            // The process is gone; whoever still holds its output writes for itself.
        }
    }

    private async Task FeedAsync(StreamWriter writer, ReadOnlyMemory<byte> input)
    {
        try
        {
            await writer.BaseStream.WriteAsync(input, _stopReading.Token);
            writer.Close();
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The process ended without reading its input; its exit code says whether that is a failure.
        }
    }
}
