using System.Runtime.InteropServices;
using Pipeline.Running;

namespace Pipeline.Hosting;

/// <summary>
/// Turns the first Ctrl-C (or SIGTERM, or the end of the terminal) into a cancellation and the second into an immediate
/// end.
/// </summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly TextWriter _output;
    private readonly StopNotice _notice;

    /// <summary>Starts to listen for signals.</summary>
    /// <param name="output">Where it says that it has heard one.</param>
    /// <param name="notice">What it says.</param>
    public Interruption(TextWriter output, StopNotice notice)
    {
        _notice = notice;
        _output = output;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Handle),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Say(string line)
    {
        try
        {
            _output.WriteLine(line);
        }
        catch (IOException)
        {
            // The terminal is gone, which may be why we stop.
        }
    }

    private void Handle(PosixSignalContext context)
    {
        if (_notice.IsForAnother && context.Signal is (PosixSignal.SIGINT or PosixSignal.SIGQUIT))
        {
            context.Cancel = true;
            return;
        }
        if (_source.IsCancellationRequested)
            Environment.Exit(ExitCode.Interrupted);
        context.Cancel = true;
        _source.Cancel();
        Say($"{_notice.Text} Once more ends at once.");
    }
}
