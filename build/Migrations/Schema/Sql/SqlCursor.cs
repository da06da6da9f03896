namespace Migrations.Schema.Sql;

/// <summary>A place in a statement of SQL.</summary>
internal sealed class SqlCursor(IReadOnlyList<SqlToken> tokens)
{
    private int _place;

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => _place >= tokens.Count;

    /// <summary>Takes words if they come next.</summary>
    public bool Take(params ReadOnlySpan<string> words)
    {
        for (var index = 0; index < words.Length; index++)
        {
            if (_place + index >= tokens.Count || !tokens[_place + index].Is(words[index]))
                return false;
        }
        _place += words.Length;
        return true;
    }

    /// <summary>Whether a word appears anywhere in the rest.</summary>
    public bool Has(string word) => tokens.Skip(_place).Any(token => token.Is(word));

    /// <summary>Moves to the first occurrence of a word and past it, or to the end where there is none.</summary>
    public bool SkipTo(string word)
    {
        while (!AtEnd && !Is(word))
            _place++;
        return Take(word);
    }

    /// <summary>Whether a word comes next.</summary>
    public bool Is(string word) => !AtEnd && tokens[_place].Is(word);

    /// <summary>Takes a name, without the schema <c>public</c>; empty when none comes next.</summary>
    public string TakeName()
    {
        if (AtEnd || !tokens[_place].IsName)
            return "";
        var name = tokens[_place++].Text;
        while (Take("."))
        {
            var inner = AtEnd || !tokens[_place].IsName ? "" : tokens[_place++].Text;
            name = name == "public" ? inner : $"{name}.{inner}";
        }
        return name;
    }

    /// <summary>Everything up to a comma or the end. Brackets are taken whole.</summary>
    public IReadOnlyList<SqlToken> Rest
    {
        get
        {
            var start = _place;
            var rest = TakeRest();
            _place = start;
            return rest;
        }
    }

    /// <summary>Takes everything up to a comma or the end. Brackets are taken whole.</summary>
    public IReadOnlyList<SqlToken> TakeRest(bool stopsAtComma = true)
    {
        var start = _place;
        var depth = 0;
        while (!AtEnd)
        {
            if (Is("("))
                depth++;
            else if (Is(")") && --depth < 0)
                break;
            else if (depth == 0 && stopsAtComma && Is(","))
                break;
            _place++;
        }
        return [.. tokens.Skip(start).Take(_place - start)];
    }

    /// <summary>
    /// Takes the contents of brackets, split at the commas. <see langword="null"/> when no bracket comes next.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<SqlToken>>? TakeBrackets()
    {
        if (!Take("("))
            return null;
        var parts = new List<IReadOnlyList<SqlToken>>();
        do
        {
            parts.Add(TakeRest());
        } while (Take(","));
        return Take(")") ? parts : null;
    }
}
