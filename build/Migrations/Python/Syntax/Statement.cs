namespace Migrations.Python.Syntax;

/// <summary>A Python statement.</summary>
internal abstract class Statement
{
    /// <summary>The statement's tokens, with its block.</summary>
    public required TokenRange Range { get; init; }

    /// <summary>The statement's first line, counted from 1.</summary>
    public required int Line { get; init; }
}
