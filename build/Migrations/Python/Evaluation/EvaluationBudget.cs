namespace Migrations.Python.Evaluation;

/// <summary>Limits the work that one file can cause. Constants that double each other grow without end.</summary>
internal sealed class EvaluationBudget
{
    private const int Steps = 400_000;

    private long _left = Steps;

    /// <summary>Takes some steps.</summary>
    /// <returns>Whether enough steps were left.</returns>
    public bool Spend(long steps)
    {
        _left -= Math.Min(steps, _left);
        return _left > 0;
    }
}
