namespace Migrations.Python.Syntax;

/// <summary>A statement that may change any name that it mentions.</summary>
internal sealed class OpaqueStatement(string what, bool isUnderstood) : Statement
{
    /// <summary>What it is, for people.</summary>
    public string What => what;

    /// <summary>
    /// Whether it is Python that is known, such as an <c>if</c>, and not something that no rule reads.
    /// </summary>
    public bool IsUnderstood => isUnderstood;
}
