namespace Migrations.Python;

/// <summary>Which brackets of a file belong together, found in one pass.</summary>
internal sealed class Brackets
{
    private readonly int[] _around;
    private readonly int[] _ends;

    /// <summary>Finds the brackets.</summary>
    public Brackets(PythonText text)
    {
        var count = text.Tokens.Length;
        (_around, _ends) = (new int[count], new int[count]);
        var open = new Stack<int>();
        for (var index = 0; index < count; index++)
        {
            var turn = text.Tokens[index].Kind == TokenKind.Operator ? text.Turn(text.Tokens[index]) : 0;
            _around[index] = open.TryPeek(out var around) ? around : -1;
            _ends[index] = count;
            if (turn > 0)
                open.Push(index);
            else if (turn < 0 && open.TryPop(out var opening))
                _ends[opening] = index;
        }
    }

    /// <summary>The index of the innermost bracket that is open at a token. -1 where none is.</summary>
    public int Around(int index) => _around[index];

    /// <summary>The index of the bracket that closes an opening one. The number of tokens where none does.</summary>
    public int EndOf(int opening) => _ends[opening];
}
