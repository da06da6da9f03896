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

    /// <summary>Whether a token is this operator or name.</summary>
    public bool Is(in Token token, ReadOnlySpan<char> word) =>
        token.Kind is TokenKind.Operator or TokenKind.Name && this[token].SequenceEqual(word);

    /// <summary>Whether some characters stand anywhere in the text.</summary>
    public bool Contains(string characters) => _text.Contains(characters, StringComparison.Ordinal);

    /// <summary>How many brackets an operator opens; below zero when it closes one.</summary>
    public int Turn(in Token token) =>
        this[token] switch
        {
            "(" or "[" or "{" => 1,
            ")" or "]" or "}" => -1,
            _ => 0,
        };

    /// <summary>How many ends of lines a token has.</summary>
    public int LinesIn(in Token token) => this[token].Count('\n');

    /// <summary>
    /// The comments between two tokens, each with the number of lines that it is below the first one.
    /// </summary>
    /// <param name="start">The end of the first token.</param>
    /// <param name="end">The start of the next one.</param>
    public IEnumerable<(string Comment, int Down)> Comments(int start, int end)
    {
        if (end <= start || !_text.AsSpan(start, end - start).Contains('#'))
            yield break;
        var down = 0;
        foreach (var line in _text[start..end].Split('\n'))
        {
            if (line.IndexOf('#', StringComparison.Ordinal) is var at and >= 0)
                yield return (line[at..].TrimEnd(), down);
            down++;
        }
    }
}
