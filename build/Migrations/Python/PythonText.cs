using System.Text;

namespace Migrations.Python;

/// <summary>A Python file as text and tokens.</summary>
internal sealed class PythonText
{
    private readonly string _text;

    /// <summary>Reads the bytes of a file as UTF-8 (PEP 3120); what is none becomes a replacement character.</summary>
    public PythonText(ReadOnlySpan<byte> bytes)
        : this(Encoding.UTF8.GetString(bytes)) { }

    /// <summary>Reads a text.</summary>
    public PythonText(string text)
    {
        _text = text;
        Tokens = Tokenizer.Read(text);
    }

    /// <summary>The tokens, the last one <see cref="TokenKind.End"/>.</summary>
    public Token[] Tokens { get; }

    /// <summary>The characters of a token.</summary>
    public ReadOnlySpan<char> this[in Token token] => _text.AsSpan(token.Start, token.Length);

    /// <summary>Whether the token at an index is this operator or name.</summary>
    public bool Is(int index, ReadOnlySpan<char> word) =>
        index >= 0
        && index < Tokens.Length
        && Tokens[index].Kind is TokenKind.Operator or TokenKind.Name
        && this[Tokens[index]].SequenceEqual(word);
}
