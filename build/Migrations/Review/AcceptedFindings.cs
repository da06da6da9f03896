using Migrations.Model;

namespace Migrations.Review;

/// <summary>Marks the findings that comments of a migration accept.</summary>
/// <param name="findings">All findings.</param>
/// <param name="path">The migration's file.</param>
/// <param name="source">What the file says.</param>
internal sealed class AcceptedFindings(List<ReviewFinding> findings, string path, MigrationSource source)
{
    private readonly List<int> _lines = [.. source.Operations.Select(operation => operation.Line)];

    /// <summary>
    /// Lets each comment accept one finding of the operation that it stands at. A comment that begins with a rule
    /// accepts that rule's finding. Any other comment accepts the heaviest finding that is left.
    /// </summary>
    /// <param name="unused">Gets the comments that accept nothing.</param>
    public void Accept(Action<Acceptance> unused)
    {
        // Comments that name a rule go first, so that other comments do not take their findings.
        foreach (var acceptance in source.Acceptances.OrderBy(each => RuleOf(each) is null))
        {
            var index = acceptance.OperationLine(_lines) is { } line ? Find(line, RuleOf(acceptance)) : -1;
            if (index < 0)
                unused(acceptance);
            else
                findings[index] = findings[index] with { Accepted = acceptance.Reason };
        }
    }

    private static string? RuleOf(Acceptance acceptance)
    {
        var first = acceptance.Reason.Split(' ')[0].TrimEnd(':');
        return ReviewRules.Names.Contains(first) ? first : null;
    }

    private int Find(int line, string? rule)
    {
        // Operations within another one have lines of their own, up to the next operation.
        var next = _lines.Where(each => each > line).DefaultIfEmpty(int.MaxValue).Min();
        return findings
            .Index()
            .Where(entry => entry.Item.Path == path && entry.Item.Operation.Length > 0 && entry.Item.Accepted is null)
            .Where(entry => entry.Item.Line >= line && entry.Item.Line < next)
            .Where(entry => rule is null || entry.Item.Rule == rule)
            .OrderByDescending(entry => entry.Item.Level)
            .Select(entry => entry.Index)
            .FirstOrDefault(-1);
    }
}
