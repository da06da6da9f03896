namespace Migrations.Python.Syntax;

/// <summary>The kinds of literals.</summary>
internal enum LiteralKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A number.</summary>
    Number,
}
