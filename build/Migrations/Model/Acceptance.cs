namespace Migrations.Model;

/// <summary>A comment <c># release: accept REASON</c>.</summary>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Reason">The reason.</param>
/// <param name="IsWithin">
/// Whether the comment stands within or behind an operation. Otherwise it is about the next operation.
/// </param>
internal sealed record Acceptance(int Line, string Reason, bool IsWithin)
{
    /// <summary>The line of the operation that the comment is about, or <see langword="null"/>.</summary>
    /// <param name="operations">The lines of the operations of the file, in order.</param>
    public int? OperationLine(IEnumerable<int> operations)
    {
        var (line, isWithin) = (Line, IsWithin);
        var lines = operations.Where(each => isWithin ? each <= line : each > line).ToList();
        return lines.Count == 0 ? null
            : isWithin ? lines.Max()
            : lines.Min();
    }
}
