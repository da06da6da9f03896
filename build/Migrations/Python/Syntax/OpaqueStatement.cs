namespace Migrations.Python.Syntax;

/// <summary>A statement that may change any name that it mentions.</summary>
internal sealed class OpaqueStatement(string what, bool isUnderstood) : Statement
{
    /// <summary>A description for people.</summary>
    public string What => what;

    /// <summary>
    /// Whether it is Python of a known form, such as an <c>if</c>. False for text that no rule reads.
    /// </summary>
    public bool IsUnderstood => isUnderstood;
}
