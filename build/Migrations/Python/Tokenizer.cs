namespace Migrations.Python;

/// <summary>
/// Cuts any text into Python tokens. Text that is no Python becomes <see cref="TokenKind.Unknown"/> tokens. It never
/// throws, and it looks at each character only a few times.
/// </summary>
internal sealed class Tokenizer
{
    private const int TabStop = 8;
    private const int DeepestBlock = 100;

    private readonly string _text;
    private readonly List<Token> _tokens;
    private readonly Stack<int> _indents = new([0]);
    private int _position;
    private int _line = 1;
    private int _brackets;

    private Tokenizer(string text)
    {
        _text = text;
        _tokens = new(text.Length / 6);
    }

    /// <summary>All tokens of a text. The last one is <see cref="TokenKind.End"/>.</summary>
    public static Token[] Read(string text)
    {
        var tokenizer = new Tokenizer(text);
        tokenizer.ReadAll();
        return [.. tokenizer._tokens];
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private void ReadAll()
    {
        if (Current == '\uFEFF')
            _position++;
        var startsLine = true;
        while (_position < _text.Length)
        {
            if (startsLine && _brackets == 0)
                ReadIndentation();
            if (_position < _text.Length)
                startsLine = ReadNext();
        }
        EndLine();
        for (; _indents.Count > 1; _indents.Pop())
            Add(TokenKind.Dedent, _text.Length);
        Add(TokenKind.End, _text.Length);
    }

    // Empty lines and lines with only comments do not count (Language Reference 2.1.7 and 2.1.8).
    private void ReadIndentation()
    {
        var width = 0;
        for (; Current is ' ' or '\t' or '\f'; _position++)
        {
            width = Current switch
            {
                ' ' => width + 1,
                '\t' => (width / TabStop + 1) * TabStop,
                _ => 0,
            };
        }
        if (_position >= _text.Length || Current is '#' or '\r' or '\n')
            return;

        if (width > _indents.Peek())
            OpenBlock(width);
        else
            CloseBlocks(width);
    }

    private void OpenBlock(int width)
    {
        if (_indents.Count > DeepestBlock)
        {
            Add(TokenKind.Unknown, _position);
            return;
        }
        _indents.Push(width);
        Add(TokenKind.Indent, _position);
    }

    private void CloseBlocks(int width)
    {
        while (width < _indents.Peek())
        {
            _indents.Pop();
            Add(TokenKind.Dedent, _position);
        }
        if (width != _indents.Peek())
            Add(TokenKind.Unknown, _position);
    }

    /// <returns>Whether a new line starts after the token.</returns>
    private bool ReadNext()
    {
        switch (Current)
        {
            case ' ' or '\t' or '\f':
                _position++;
                return false;
            case '\r' or '\n':
                if (_brackets == 0)
                    EndLine();
                SkipLineBreak();
                return true;
            case '#':
                while (_position < _text.Length && Current is not ('\r' or '\n'))
                    _position++;
                return false;
            case '\\':
                ReadContinuation();
                return false;
            default:
                ReadToken();
                return false;
        }
    }

    private void ReadContinuation()
    {
        var start = _position++;
        if (Current is '\r' or '\n')
            SkipLineBreak();
        else
            Add(TokenKind.Unknown, start, 1);
    }

    private void ReadToken()
    {
        var start = _position;
        if (Literals.Scan(_text, start) is { } literal)
            Take(literal.Kind, literal.End);
        else if (IsNameStart(Current))
            Take(TokenKind.Name, NameEnd(start));
        else if (char.IsAsciiDigit(Current) || (Current == '.' && char.IsAsciiDigit(At(start + 1))))
            Take(TokenKind.Number, NumberEnd(start));
        else if (Operators.LengthAt(_text, start) is var length and > 0)
            TakeOperator(length);
        else
            Take(TokenKind.Unknown, start + 1);
    }

    private void TakeOperator(int length)
    {
        if (Current is '(' or '[' or '{')
            _brackets++;
        else if (Current is ')' or ']' or '}' && _brackets > 0)
            _brackets--;
        Take(TokenKind.Operator, _position + length);
    }

    private void Take(TokenKind kind, int end)
    {
        Add(kind, _position, end - _position);
        if (kind is TokenKind.String or TokenKind.FormattedString or TokenKind.Unknown)
            _line += _text.AsSpan(_position, end - _position).Count('\n');
        _position = end;
    }

    private void EndLine()
    {
        if (_tokens.Count > 0 && _tokens[^1].Kind is not (TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent))
            Add(TokenKind.Newline, _position);
    }

    private void SkipLineBreak()
    {
        _position += Current == '\r' && At(_position + 1) == '\n' ? 2 : 1;
        _line++;
    }

    private void Add(TokenKind kind, int start, int length = 0) => _tokens.Add(new(kind, start, length, _line));

    private char At(int index) => index < _text.Length ? _text[index] : '\0';

    private int NameEnd(int index)
    {
        while (IsNameStart(At(index)) || char.IsAsciiDigit(At(index)))
            index++;
        return index;
    }

    // The rule is generous: 1e-5, 0x_ff and 3.14j are each one token. A number that Python would refuse may pass,
    // because the value of a number does not matter here.
    private int NumberEnd(int index)
    {
        var isHexadecimal = At(index) == '0' && At(index + 1) is 'x' or 'X';
        while (true)
        {
            var character = At(index);
            var isExponentSign = character is '+' or '-' && At(index - 1) is 'e' or 'E' && !isHexadecimal;
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.') && !isExponentSign)
                return index;
            index++;
        }
    }

    private static bool IsNameStart(char character) =>
        char.IsAsciiLetter(character) || character == '_' || (character >= '\u0080' && !char.IsWhiteSpace(character));
}
