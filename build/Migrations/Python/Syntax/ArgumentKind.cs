namespace Migrations.Python.Syntax;

/// <summary>How an argument is passed.</summary>
internal enum ArgumentKind
{
    /// <summary>By its place.</summary>
    Positional,

    /// <summary>By its name.</summary>
    Keyword,

    /// <summary>Unpacked: <c>*items</c>.</summary>
    Items,

    /// <summary>Unpacked: <c>**entries</c>.</summary>
    Entries,
}
