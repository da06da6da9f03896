using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Docs;

/// <summary>The document for people who know the team's old page of shell commands.</summary>
public sealed partial class ManualPageTests
{
    private const int Statements = 51;

    [Fact]
    public void Every_statement_of_the_old_page_has_its_place_in_order()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "from-the-manual-page.md"));

        Rows()
            .Matches(text)
            .SelectMany(row => row.Groups["numbers"].Value.Split(", "))
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(1, Statements));
    }

    [GeneratedRegex(
        @"^\| (?<numbers>\d+(, \d+)*) [^|]+\| [^|]+\|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Rows();
}
