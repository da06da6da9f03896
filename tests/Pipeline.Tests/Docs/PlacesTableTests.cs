using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Docs;

/// <summary>Every place that architecture.md names in "Where to change what" is there.</summary>
public sealed partial class PlacesTableTests
{
    public static TheoryData<string> Places =>
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
                .SkipWhile(line => line != "## Where to change what")
                .Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .SelectMany(line => Place().Matches(line).Select(match => match.Groups["place"].Value))
                .Distinct(),
        ];

    [Fact]
    public void The_table_has_places() => Places.Count.ShouldBeGreaterThan(10);

    [Theory, MemberData(nameof(Places))]
    public void Each_place_is_there(string place) => Path.Exists(Path.Combine(Repository.Root, place)).ShouldBeTrue();

    [GeneratedRegex("`(?<place>build/[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
