namespace Migrations.Python.Syntax;

/// <summary>Blocks with conditions. The first block whose condition holds runs.</summary>
internal sealed class IfStatement(IReadOnlyList<ConditionalBlock> blocks) : Statement
{
    /// <summary>The blocks, in order.</summary>
    public IReadOnlyList<ConditionalBlock> Blocks => blocks;
}

/// <summary>A block and its condition.</summary>
/// <param name="Condition">The condition; <see langword="null"/> after <c>else</c>.</param>
/// <param name="Body">The block.</param>
internal sealed record ConditionalBlock(Expression? Condition, TokenRange Body);
