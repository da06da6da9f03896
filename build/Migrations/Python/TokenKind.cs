namespace Migrations.Python;

/// <summary>The kinds of tokens of a Python file (The Python Language Reference, "Lexical analysis").</summary>
internal enum TokenKind
{
    /// <summary>An identifier or a keyword.</summary>
    Name,

    /// <summary>A number of any kind.</summary>
    Number,

    /// <summary>A string or bytes literal, with its prefix and quotes.</summary>
    String,

    /// <summary>A literal with replacement fields: an f-string or a t-string.</summary>
    FormattedString,

    /// <summary>An operator or delimiter.</summary>
    Operator,

    /// <summary>The end of a logical line.</summary>
    Newline,

    /// <summary>The following lines belong to a block.</summary>
    Indent,

    /// <summary>A block ends.</summary>
    Dedent,

    /// <summary>The end of the file.</summary>
    End,

    /// <summary>Text that is no Python.</summary>
    Unknown,
}
