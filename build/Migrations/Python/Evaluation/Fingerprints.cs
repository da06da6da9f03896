using System.IO.Hashing;
using System.Text;
using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Tells whether code is the same in another formatting. A fingerprint has the tokens of a range and of everything in
/// the file that the range mentions. It leaves out comments, line breaks within brackets, kinds of quotes, trailing
/// commas, annotations, imports and docstrings.
/// </summary>
internal sealed class Fingerprints
{
    // Real files need far fewer. The limit stops files that mention much in many places from taking minutes.
    private const long MostTokens = 20_000_000;

    private readonly PythonText _text;
    private readonly Dictionary<string, List<TokenRange>> _bindings = [];
    private readonly Dictionary<TokenRange, (string Hash, IReadOnlyList<string> Names)> _read = [];
    private long _written;

    /// <summary>Creates the fingerprints of a file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="statements">The file's statements, which define its names.</param>
    public Fingerprints(PythonText text, IReadOnlyList<Statement> statements)
    {
        _text = text;
        foreach (var statement in statements)
        {
            IEnumerable<string> names = statement switch
            {
                FunctionStatement function => [function.Name],
                ClassStatement { Name: not "Migration" } type => [type.Name],
                AssignmentStatement assignment => assignment.Names,
                _ => [],
            };
            foreach (var name in names)
                Bindings(name).Add(statement.Range);
        }
    }

    /// <summary>The fingerprint of a range.</summary>
    public string Of(TokenRange range)
    {
        var code = new StringBuilder();
        var visited = new HashSet<string>();
        var waiting = new Queue<TokenRange>([range]);
        while (waiting.TryDequeue(out var next))
        {
            if (_written > MostTokens)
                return $"{_text.Tokens.Length}:{range.Start}";
            var (hash, names) = Read(next);
            code.Append(hash);
            foreach (var inner in names.Where(visited.Add).SelectMany(Bindings))
                waiting.Enqueue(inner);
        }
        return Hash(code);
    }

    // A function with much data is mentioned in many places.
    private (string Hash, IReadOnlyList<string> Names) Read(TokenRange range)
    {
        if (!_read.TryGetValue(range, out var known))
        {
            var code = new StringBuilder();
            Append(code, range);
            _read[range] = known = (Hash(code), Mentioned(range));
        }
        _written += 1 + known.Names.Count;
        return known;
    }

    private static string Hash(StringBuilder code) =>
        Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(code.ToString())));

    private List<TokenRange> Bindings(string name)
    {
        if (!_bindings.TryGetValue(name, out var ranges))
            _bindings[name] = ranges = [];
        return ranges;
    }

    private List<string> Mentioned(TokenRange range)
    {
        var names = new HashSet<string>();
        var byWord = _bindings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var index = range.Start; index < range.End; index++)
        {
            if (_text.Tokens[index].Kind != TokenKind.Name || _text.Is(index - 1, "."))
                continue;
            if (byWord.TryGetValue(_text[_text.Tokens[index]], out var name, out _))
                names.Add(name);
        }
        return [.. names];
    }

    private void Append(StringBuilder code, TokenRange range)
    {
        var commas = new Stack<(bool IsCall, int Count)>();
        var unsaid = new Unsaid(_text, range);
        for (var index = range.Start; index < range.End; index++)
        {
            while (index < range.End && unsaid.EndOf(index) is var end && end > index)
                index = end;
            if (index >= range.End)
                break;
            var token = _text.Tokens[index];
            if (token.Kind == TokenKind.Operator && IsTrailingComma(index, commas))
                continue;
            code.Append(
                token.Kind switch
                {
                    TokenKind.Newline => ";",
                    TokenKind.Indent => ">",
                    TokenKind.Dedent => "<",
                    TokenKind.String => Text(token),
                    _ => _text[token],
                }
            );
            code.Append(' ');
        }
        code.Append('\n');
        _written += range.End - range.Start;
    }

    private ReadOnlySpan<char> Text(in Token token) =>
        StringLiteral.Value(_text[token], isFormatted: false) is { } value
            ? $"{(StringLiteral.IsBytes(_text[token]) ? "b" : "")}'{value.Replace("'", "\\'", StringComparison.Ordinal)}'"
            : _text[token];

    // In "f(a,)" and "[a,]" the last comma changes nothing. In "(a,)" it makes the tuple.
    private bool IsTrailingComma(int index, Stack<(bool IsCall, int Count)> commas)
    {
        switch (_text[_text.Tokens[index]])
        {
            case "(":
                commas.Push((index > 0 && EndsOperand(index - 1), 0));
                return false;
            case "[" or "{":
                commas.Push((true, 0));
                return false;
            case ")" or "]" or "}":
                commas.TryPop(out _);
                return false;
            case "," when commas.TryPop(out var inner):
                commas.Push((inner.IsCall, inner.Count + 1));
                var closes = _text.Is(index + 1, ")") || _text.Is(index + 1, "]") || _text.Is(index + 1, "}");
                return closes && (inner.IsCall || inner.Count > 0);
            default:
                return false;
        }
    }

    private bool EndsOperand(int index) =>
        _text.Tokens[index].Kind == TokenKind.Name
            ? !Keywords.Contains(_text[_text.Tokens[index]])
            : _text.Is(index, ")") || _text.Is(index, "]");
}
