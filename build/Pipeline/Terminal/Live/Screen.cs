using Spectre.Console;

namespace Pipeline.Terminal.Live;

/// <summary>
/// A terminal with a picture at its bottom. Whatever is written goes above the picture and stays in the scrollback. The
/// cursor waits in the line below it and is never hidden, so that no end of the process, however sudden, leaves a
/// terminal to repair.
/// </summary>
/// <param name="terminal">The terminal, where no picture is to be kept.</param>
/// <param name="painter">The same, for painting; made only when something is painted.</param>
public sealed class Screen(TextWriter terminal, Lazy<IAnsiConsole> painter)
{
    // Terminals that know it show a frame at once; others leave it out.
    private const string BeginFrame = "\e[?2026h";
    private const string EndFrame = "\e[?2026l";

    // A window that is pulled at has many sizes, and tmux tells each up to a quarter of a second late: by then it may
    // have another one.
    private const int LooksToSettle = 2;

    private readonly Lock _lock = new();
    private Func<int, int, IReadOnlyList<IReadOnlyList<TonedText>>>? _draw;
    private IReadOnlyList<IReadOnlyList<TonedText>> _painted = [];
    private int _paintedWidth;
    private (int Width, int Height) _size;
    private int _looksLeft;
    private bool _isLineOpen;

    /// <summary>Writes to the screen, above the picture.</summary>
    public TextWriter Writer => new ScreenWriter(this, terminal.Encoding);

    /// <summary>Whether it can be painted on.</summary>
    public bool CanPaint => painter.Value.Profile.Capabilities.Ansi;

    /// <summary>Shows a picture from now on.</summary>
    /// <param name="draw">Draws it for the terminal's columns and lines.</param>
    public void Show(Func<int, int, IReadOnlyList<IReadOnlyList<TonedText>>> draw)
    {
        lock (_lock)
        {
            _draw = draw;
            // An answer has ended the line of its question. The terminal has shown that by itself.
            _isLineOpen = false;
            Paint("");
        }
    }

    /// <summary>
    /// Draws the picture again, when it has changed, or when the terminal has and has kept its size for some calls.
    /// </summary>
    public void Refresh()
    {
        lock (_lock)
        {
            if (_draw is not null && !_isLineOpen && HasSettled())
                PaintOrStop("");
        }
    }

    /// <summary>Ends the picture.</summary>
    /// <param name="keep">Whether its last state stays in the scrollback.</param>
    public void Close(bool keep)
    {
        lock (_lock)
        {
            if (_draw is null)
                return;
            if (keep && !_isLineOpen)
                PaintOrStop("");
            else
                TryWrite(() => painter.Value.Write(new Picture(Away(), [])));
            (_draw, _painted) = (null, []);
        }
    }

    /// <summary>Writes a text as it is.</summary>
    internal void Write(string text)
    {
        lock (_lock)
        {
            if (text.Length == 0)
                return;
            // A question waits for its answer in its own line: no picture until the line has ended.
            _isLineOpen = !text.EndsWith('\n');
            if (_draw is null)
                TryWrite(() => terminal.Write(text));
            else if (_isLineOpen)
            {
                TryWrite(() => painter.Value.Write(new Picture(Away() + text, [])));
                _painted = [];
            }
            else
                PaintOrStop(text);
        }
    }

    /// <summary>How wide it is, in letters.</summary>
    public int Width => Size.Width;

    private (int Width, int Height) Size => (painter.Value.Profile.Width, painter.Value.Profile.Height);

    private bool HasSettled()
    {
        if (Size != _size)
            (_size, _looksLeft) = (Size, LooksToSettle);
        else if (_looksLeft > 0)
            _looksLeft--;
        return _looksLeft == 0;
    }

    private void Paint(string text)
    {
        var (width, height) = Size;
        if (_paintedWidth == 0)
            _size = (width, height);
        var lines = _draw!(width, height);
        if (text.Length == 0 && width == _paintedWidth && IsSame(lines))
            return;
        painter.Value.Write(new Picture(BeginFrame + Away() + text, lines, EndFrame));
        (_painted, _paintedWidth) = (lines, width);
    }

    private void PaintOrStop(string text)
    {
        if (!TryWrite(() => Paint(text)))
            (_draw, _painted) = (null, []);
    }

    // A terminal that is gone must not end a release half way; the record tells what happens.
    private static bool TryWrite(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool IsSame(IReadOnlyList<IReadOnlyList<TonedText>> lines) =>
        lines.Count == _painted.Count && lines.Zip(_painted).All(pair => pair.First.SequenceEqual(pair.Second));

    // A terminal that has become narrower may have broken lines of the picture in two, and the upper ones stay then.
    // Which size it has is told late, so to count them would sometimes erase a line above the picture: one that has to
    // stay.
    private string Away() => _painted.Count == 0 ? "" : FormattableString.Invariant($"\r\e[{_painted.Count}A\e[J");
}
