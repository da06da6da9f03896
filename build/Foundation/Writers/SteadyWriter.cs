using System.Text;

namespace Foundation.Writers;

/// <summary>
/// Writes on until the writer fails, and then drops what comes. A full disk or a closed terminal takes the screen away
/// from a run; it does not end the run.
/// </summary>
/// <param name="writer">Where to.</param>
public sealed class SteadyWriter(TextWriter writer) : TextWriter(writer.FormatProvider)
{
    private volatile string? _failure;

    /// <summary>Why nothing is written any more; <see langword="null"/> as long as all is.</summary>
    public string? Failure => _failure;

    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => writer.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => writer.Write(value));

    /// <inheritdoc/>
    public override void WriteLine() => Try(writer.WriteLine);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(writer.Flush);

    private void Try(Action write)
    {
        if (_failure is not null)
            return;
        try
        {
            write();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure = exception.Message;
        }
    }
}
