namespace Migrations.Python.Syntax;

/// <summary>What a collection is.</summary>
internal enum CollectionKind
{
    /// <summary><c>[a, b]</c>.</summary>
    List,

    /// <summary><c>(a, b)</c>.</summary>
    Tuple,

    /// <summary><c>{a, b}</c>.</summary>
    Set,
}
