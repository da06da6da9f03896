namespace Migrations.Python.Syntax;

/// <summary>A Python expression as it is written.</summary>
internal abstract class Expression
{
    /// <summary>The expression's tokens.</summary>
    public required TokenRange Range { get; init; }

    /// <summary>The expression's first line, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>
    /// How many expressions deep it is. The height is limited, so that walking the expression cannot exhaust the stack.
    /// </summary>
    public int Height { get; protected init; } = 1;

    /// <summary>The height of an expression that contains others.</summary>
    protected static int Above(IEnumerable<Expression?> inner)
    {
        var height = 0;
        foreach (var each in inner)
            height = Math.Max(height, each?.Height ?? 0);
        return height + 1;
    }
}
