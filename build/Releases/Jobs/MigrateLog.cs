using System.Text.RegularExpressions;

namespace Releases.Jobs;

/// <summary>What the log of <c>manage.py migrate</c> says that it did.</summary>
/// <param name="Done">The migrations that it applied or took back, in their order.</param>
/// <param name="UnderWay">The one that it had begun and not ended; <see langword="null"/> when there is none.</param>
public sealed partial record MigrateLog(IReadOnlyList<string> Done, string? UnderWay)
{
    /// <summary>Reads lines of a log. What is not of Django says nothing.</summary>
    /// <remarks>Django writes <c>Applying app.name...</c> before and <c> OK</c> behind it
    /// (django/core/management/commands/migrate.py).</remarks>
    public static MigrateLog Of(IEnumerable<string> lines)
    {
        var done = new List<string>();
        string? underWay = null;
        foreach (var match in lines.Select(line => Step().Match(line)).Where(match => match.Success))
        {
            var name = match.Groups["name"].Value;
            underWay = match.Groups["end"].Success ? null : name;
            if (underWay is null)
                done.Add(name);
        }
        return new MigrateLog(done, underWay);
    }

    [GeneratedRegex(
        @"^\s*(Applying|Unapplying) (?<name>[\w.]+?)\.\.\.(?<end> (OK|FAKED)( \(.*\))?)?\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Step();
}
