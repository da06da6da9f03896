namespace Migrations.Python.Values;

/// <summary>The value of an expression, as far as it can be known without running the program.</summary>
internal abstract class PythonValue
{
    /// <summary>The line in which the value is written, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>
    /// The number of values that it consists of. Values are shared, so this can be far more than there are in memory.
    /// </summary>
    public long Size { get; protected set; } = 1;

    /// <summary>How many values deep it is.</summary>
    public int Height { get; private set; } = 1;

    /// <summary>Whether the value and all of its parts are known.</summary>
    public bool IsKnown { get; protected set; } = true;

    /// <summary>Counts a part of this value. It is called only while the value is created.</summary>
    protected void Include(PythonValue inner)
    {
        Size = Math.Min(Size + inner.Size, int.MaxValue);
        Height = Math.Max(Height, inner.Height + 1);
        IsKnown &= inner.IsKnown;
    }
}
