namespace Migrations.Python.Syntax;

/// <summary>Blocks of which the first counts whose condition holds.</summary>
internal sealed class IfStatement(IReadOnlyList<ConditionalBlock> blocks) : Statement
{
    /// <summary>The blocks, in order.</summary>
    public IReadOnlyList<ConditionalBlock> Blocks => blocks;
}

/// <summary>A block and its condition.</summary>
/// <param name="Condition">The condition; <see langword="null"/> after <c>else</c>.</param>
/// <param name="Body">The block.</param>
internal sealed record ConditionalBlock(Expression? Condition, TokenRange Body);
