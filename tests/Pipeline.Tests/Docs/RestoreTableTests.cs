using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Docs;

/// <summary>The runbook's table of how a way back went quotes what the program says.</summary>
public sealed class RestoreTableTests
{
    public static TheoryData<string> Quotes =>
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "docs", "runbook.md"))
                .SkipWhile(line => !line.StartsWith("| restore |", StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Split('|')[1])
                .SelectMany(cell => cell.Split('`').Where((_, at) => at % 2 == 1))
                .Select(quote => quote.Split('…', ':').Select(part => part.Trim()).Last(part => part.Length > 0))
                .Where(quote => quote.Contains(' ')),
        ];

    [Fact]
    public void The_table_has_quotes() => Quotes.Count.ShouldBeGreaterThan(8);

    [Theory, MemberData(nameof(Quotes))]
    public void Each_quote_is_in_the_code(string quote) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "build"), "*.cs", SearchOption.AllDirectories)
            .ShouldContain(file => File.ReadAllText(file).Contains(quote, StringComparison.Ordinal));
}
