namespace Migrations.Python.Syntax;

/// <summary>The kinds of collections.</summary>
internal enum CollectionKind
{
    /// <summary><c>[a, b]</c>.</summary>
    List,

    /// <summary><c>(a, b)</c>.</summary>
    Tuple,

    /// <summary><c>{a, b}</c>.</summary>
    Set,
}
