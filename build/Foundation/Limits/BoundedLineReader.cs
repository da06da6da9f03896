using System.Buffers;
using System.Text;

namespace Foundation.Limits;

/// <summary>
/// Splits a stream of bytes into lines of bounded length. Of a longer line the rest is read and dropped, so that a
/// program that writes megabytes without a line end cannot fill the memory.
/// </summary>
public sealed class BoundedLineReader(Stream stream, int longest)
{
    // Whoever asks a person something is shorter than that.
    private const int LongestQuestion = 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly ArrayBufferWriter<byte> _line = new();
    private int _next;
    private int _filled;
    private long _dropped;
    private bool _begun;
    private volatile string _unfinished = "";

    /// <summary>
    /// What has come of a line whose end has not, while more is waited for; empty when that is nothing, or much. A
    /// question often has no line end. Of what is drawn over itself it is the last. Any thread may ask.
    /// </summary>
    public string Unfinished => _unfinished;

    /// <summary>The next line, or <see langword="null"/> at the end of the stream.</summary>
    public async ValueTask<BoundedLine?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_next == _filled && !await FillAsync(cancellationToken))
                return _begun ? Take(isWhole: false) : null;

            var rest = _buffer.AsSpan(_next, _filled - _next);
            var end = rest.IndexOf((byte)'\n');
            Keep(end < 0 ? rest : rest[..end]);
            _next += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
                return Take(isWhole: true);
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _next = 0;
        _unfinished = Question();
        _filled = await stream.ReadAsync(_buffer, cancellationToken);
        return _filled > 0;
    }

    private string Question()
    {
        var shown = _line.WrittenSpan.TrimEnd((byte)'\r');
        shown = shown[(shown.LastIndexOf((byte)'\r') + 1)..];
        return _dropped > 0 || shown.Length > LongestQuestion ? "" : Encoding.UTF8.GetString(shown);
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        _begun = true;
        var room = Math.Min(piece.Length, longest - _line.WrittenCount);
        _line.Write(piece[..room]);
        _dropped += piece.Length - room;
    }

    private BoundedLine Take(bool isWhole)
    {
        var line = new BoundedLine(Encoding.UTF8.GetString(_line.WrittenSpan).TrimEnd('\r'), isWhole, _dropped);
        _line.ResetWrittenCount();
        _dropped = 0;
        _begun = false;
        return line;
    }
}
