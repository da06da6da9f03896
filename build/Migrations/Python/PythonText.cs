using System.Text;

namespace Migrations.Python;

/// <summary>A Python file as text and tokens.</summary>
internal sealed class PythonText
{
    private readonly string _text;
    private readonly Lazy<Brackets> _brackets;

    /// <summary>
    /// Reads the bytes of a file as UTF-8 (PEP 3120). Bytes that are no UTF-8 become replacement characters.
    /// </summary>
    public PythonText(ReadOnlySpan<byte> bytes)
        : this(Encoding.UTF8.GetString(bytes)) { }

    /// <summary>Reads a text.</summary>
    public PythonText(string text)
    {
        _text = text;
        Tokens = Tokenizer.Read(text);
        _brackets = new(() => new(this));
    }

    /// <summary>The tokens. The last one is <see cref="TokenKind.End"/>.</summary>
    public Token[] Tokens { get; }

    /// <summary>Which of its brackets belong together.</summary>
    public Brackets Brackets => _brackets.Value;

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

    /// <summary>Whether the text contains some characters anywhere.</summary>
    public bool Contains(string characters) => _text.Contains(characters, StringComparison.Ordinal);

    /// <summary>How many brackets a token opens. Below zero when it closes one.</summary>
    public int Turn(in Token token) =>
        this[token] switch
        {
            "(" or "[" or "{" => 1,
            ")" or "]" or "}" => -1,
            _ => 0,
        };

    /// <summary>The number of line ends in a token.</summary>
    public int LinesIn(in Token token) => this[token].Count('\n');

    /// <summary>The comments between two tokens, each with the number of lines below the first token.</summary>
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
