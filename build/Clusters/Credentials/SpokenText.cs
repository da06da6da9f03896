using System.Buffers;
using System.Text;

namespace Clusters.Credentials;

/// <summary>
/// Reads what a program says, and hands it on line by line when the program still runs a moment later: whoever waits
/// for a person has to be heard while it waits, and who has ended by then needs no words.
/// </summary>
/// <param name="stream">What it writes.</param>
/// <param name="time">The clock.</param>
/// <param name="hear">Hears a line, or what there is of it: a question often has no line end.</param>
internal sealed class SpokenText(Stream stream, TimeProvider time, Action<string> hear)
{
    private const int MostBytes = 64 * 1024;

    // Who says more talks to a file, and not to a person.
    private const int MostLines = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ArrayBufferWriter<byte> _all = new();
    private int _heard;
    private int _lines;

    /// <summary>
    /// The first of the text, when it has ended. The rest is read and dropped, so that its writer never waits. When it
    /// is cancelled, it gives what has come by then.
    /// </summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var piece = new byte[16 * 1024];
        try
        {
            while (await NextAsync(piece, cancellationToken) is var read and > 0)
                _all.Write(piece.AsSpan(0, Math.Min(read, MostBytes - _all.WrittenCount)));
        }
        catch (OperationCanceledException)
        {
            // The last words of a program that hangs are those that tell why.
        }
        return Encoding.UTF8.GetString(_all.WrittenSpan);
    }

    // What is said without a pause is handed on at its first one.
    private async Task<int> NextAsync(byte[] piece, CancellationToken cancellationToken)
    {
        var reading = stream.ReadAsync(piece, cancellationToken).AsTask();
        if (_heard == _all.WrittenCount)
            return await reading;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(Pause, time, end.Token);
        var isPause = await Task.WhenAny(reading, pause) == pause && !cancellationToken.IsCancellationRequested;
        await end.CancelAsync();
        if (isPause)
            Tell();
        return await reading;
    }

    private void Tell()
    {
        var text = Encoding.UTF8.GetString(_all.WrittenSpan[_heard..]);
        _heard = _all.WrittenCount;
        foreach (
            var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Take(MostLines - _lines)
        )
        {
            _lines++;
            hear(line);
        }
    }
}
