using Cake.Core.IO;
using Foundation.Limits;
using Foundation.Processes;

namespace Pipeline.Tools.Processes;

/// <summary>A child with its input fed and its output read line by line, until it ends or is ended.</summary>
internal sealed class ToolProcess : IToolProcess
{
    // Longer than any line that is an answer: a kubeconfig has its certificates on one line each.
    private const int LongestLine = 1024 * 1024;

    // How long output may still arrive after the process itself has ended. A daemon that it left behind, such as an ssh
    // connection that is kept for later, can hold the output open for hours.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly ChildProcess _process;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopReading = new();
    private readonly BoundedLineReader _errors;
    private readonly Task _streams;

    public ToolProcess(ChildProcess process, ProcessSettings settings, TimeProvider time)
    {
        _process = process;
        _time = time;
        _errors = new BoundedLineReader(process.Errors, LongestLine);
        _streams = Task.WhenAll(
            FeedAsync(process.Input, settings.StandardInput?.Memory ?? default),
            ReadAsync(new BoundedLineReader(process.Output, LongestLine), settings.RedirectedStandardOutputHandler),
            ReadAsync(_errors, settings.RedirectedStandardErrorHandler)
        );
    }

    public string UnfinishedError => _errors.Unfinished;

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            using var grace = new CancellationTokenSource(OutputGrace, _time);
            await using var stop = grace.Token.Register(_stopReading.Cancel);
            await _streams;
        }
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _stopReading.Dispose();
        _process.Dispose();
    }

    public void WaitForExit() => WaitForExitAsync(CancellationToken.None).GetAwaiter().GetResult();

    public bool WaitForExit(int milliseconds) => WaitForExitAsync(CancellationToken.None).Wait(milliseconds);

    public int GetExitCode() => _process.ExitCode;

    // Lines are handed to the settings' handlers as they come, and kept by nobody here.
    public IEnumerable<string> GetStandardError() => [];

    public IEnumerable<string> GetStandardOutput() => [];

    private async Task ReadAsync(BoundedLineReader lines, Func<string, string>? handle)
    {
        try
        {
            while (await lines.ReadAsync(_stopReading.Token) is { } line)
            {
                // Tools that draw their progress go back to the start of the line.
                foreach (var part in line.Text.Split('\r'))
                    handle?.Invoke(part);
            }
        }
        catch (OperationCanceledException)
        {
            // The process is gone. A child of it that still holds the output is not waited for.
        }
    }

    private async Task FeedAsync(Stream input, ReadOnlyMemory<byte> text)
    {
        try
        {
            await input.WriteAsync(text, _stopReading.Token);
            input.Close();
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The process ended without reading its input; its exit code says whether that is a failure.
        }
    }
}
