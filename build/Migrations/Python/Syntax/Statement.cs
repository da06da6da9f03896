namespace Migrations.Python.Syntax;

/// <summary>A Python statement.</summary>
internal abstract class Statement
{
    /// <summary>Where it is written, its block included.</summary>
    public required TokenRange Range { get; init; }

    /// <summary>Its first line, counted from 1.</summary>
    public required int Line { get; init; }
}
