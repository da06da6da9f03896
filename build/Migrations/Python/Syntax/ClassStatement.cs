namespace Migrations.Python.Syntax;

/// <summary>A class.</summary>
internal sealed class ClassStatement(string name, IReadOnlyList<Argument> bases, bool isDecorated, TokenRange body)
    : Statement
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its bases and keywords.</summary>
    public IReadOnlyList<Argument> Bases => bases;

    /// <summary>Whether a decorator may change it.</summary>
    public bool IsDecorated => isDecorated;

    /// <summary>Its statements.</summary>
    public TokenRange Body => body;
}
