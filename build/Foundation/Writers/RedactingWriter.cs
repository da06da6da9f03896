using System.Text;
using Foundation.Secrets;

namespace Foundation.Writers;

/// <summary>Writes text on without the secrets that the <see cref="SecretKeeper"/> knows.</summary>
/// <param name="writer">Where to.</param>
public sealed class RedactingWriter(TextWriter writer) : TextWriter(writer.FormatProvider)
{
    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => writer.Write(value);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) =>
        writer.Write(SecretKeeper.Redact(new string(buffer, index, count)));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => writer.Write(SecretKeeper.Redact(buffer.ToString()));

    /// <inheritdoc/>
    public override void Write(string? value) => writer.Write(value is null ? null : SecretKeeper.Redact(value));

    /// <inheritdoc/>
    public override void WriteLine() => writer.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) =>
        writer.WriteLine(value is null ? null : SecretKeeper.Redact(value));

    /// <inheritdoc/>
    public override void Flush() => writer.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync() => writer.FlushAsync();
}
