namespace Migrations.Python.Syntax;

/// <summary>What a literal is.</summary>
internal enum LiteralKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A number.</summary>
    Number,
}
