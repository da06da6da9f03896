namespace Migrations.Python.Evaluation;

/// <summary>The functions and types that every Python file has and that migrations use.</summary>
internal static class BuiltIns
{
    private static readonly HashSet<string> Names =
    [
        .. new[] { "list", "tuple", "set", "frozenset", "dict", "str", "int", "float", "bool", "bytes", "object" },
        .. new[] { "len", "range", "sorted", "print", "getattr", "zip", "map", "enumerate", "max", "min", "sum" },
    ];

    /// <summary>Whether a name is one of them.</summary>
    public static bool Contains(string name) => Names.Contains(name);
}
