namespace Migrations.Schema.Sql;

/// <summary>The kinds of parts of SQL.</summary>
internal enum SqlTokenKind
{
    /// <summary>A word: a keyword or a name without quotes, in lower case.</summary>
    Word,

    /// <summary>A name within quotes.</summary>
    Name,

    /// <summary>A string or a number.</summary>
    Literal,

    /// <summary>Any other character.</summary>
    Sign,
}

/// <summary>A part of SQL.</summary>
/// <param name="Kind">The kind of the part.</param>
/// <param name="Text">The part's text, for names and strings without the quotes.</param>
internal sealed record SqlToken(SqlTokenKind Kind, string Text)
{
    /// <summary>Whether the part is a certain word or sign.</summary>
    public bool Is(string text) => Kind is SqlTokenKind.Word or SqlTokenKind.Sign && Text == text;

    /// <summary>Whether the part may name a table or column.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.Name;
}
