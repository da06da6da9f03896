namespace Migrations.Python.Syntax;

/// <summary>A class.</summary>
internal sealed class ClassStatement(string name, IReadOnlyList<Argument> bases, bool isDecorated, TokenRange body)
    : Statement
{
    /// <summary>The class's name.</summary>
    public string Name => name;

    /// <summary>The class's bases and keywords.</summary>
    public IReadOnlyList<Argument> Bases => bases;

    /// <summary>Whether a decorator may change the class.</summary>
    public bool IsDecorated => isDecorated;

    /// <summary>The class's statements.</summary>
    public TokenRange Body => body;
}
