namespace Migrations.Python.Syntax;

/// <summary>A Python expression as it is written.</summary>
internal abstract class Expression
{
    /// <summary>Where it is written.</summary>
    public required TokenRange Range { get; init; }

    /// <summary>Its first line, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>How many expressions deep it is. Bounded, so that walking it cannot exhaust the stack.</summary>
    public int Height { get; protected init; } = 1;

    /// <summary>The height of something that holds others.</summary>
    protected static int Above(IEnumerable<Expression?> inner)
    {
        var height = 0;
        foreach (var each in inner)
            height = Math.Max(height, each?.Height ?? 0);
        return height + 1;
    }
}
