namespace Migrations.Python.Values;

/// <summary>What an expression stands for, as far as a reader can know it without running the program.</summary>
internal abstract class PythonValue
{
    /// <summary>The line it is written in, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>
    /// How many values it consists of. Values are shared, so this can be far more than there are in memory.
    /// </summary>
    public long Size { get; protected set; } = 1;

    /// <summary>How many values deep it is.</summary>
    public int Height { get; private set; } = 1;

    /// <summary>Whether it and all that it consists of are known.</summary>
    public bool IsKnown { get; protected set; } = true;

    /// <summary>Counts what this value holds; only while it is made.</summary>
    protected void Include(PythonValue inner)
    {
        Size = Math.Min(Size + inner.Size, int.MaxValue);
        Height = Math.Max(Height, inner.Height + 1);
        IsKnown &= inner.IsKnown;
    }
}
