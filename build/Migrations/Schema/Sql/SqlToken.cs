namespace Migrations.Schema.Sql;

/// <summary>What a part of SQL is.</summary>
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
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of names and strings without the quotes.</param>
internal sealed record SqlToken(SqlTokenKind Kind, string Text)
{
    /// <summary>Whether it is a certain word or sign.</summary>
    public bool Is(string text) => Kind is SqlTokenKind.Word or SqlTokenKind.Sign && Text == text;

    /// <summary>Whether it may name a table or column.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.Name;
}
