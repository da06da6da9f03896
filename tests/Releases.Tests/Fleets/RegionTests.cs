using Releases.Fleets;

namespace Releases.Tests.Fleets;

public sealed class RegionTests
{
    [Theory]
    [InlineData("uk: no pod is ready", "no pod is ready")]
    [InlineData("uk: uk: no pod is ready", "uk: no pod is ready")]
    [InlineData("ukraine: no pod is ready", "ukraine: no pod is ready")]
    [InlineData("no pod is ready in uk: none", "no pod is ready in uk: none")]
    [InlineData("uk:", "uk:")]
    [InlineData("", "")]
    public void A_line_that_begins_with_the_name_is_shown_without_it(string line, string shown) =>
        new Region
        {
            Name = "uk",
            Provider = Provider.Context,
            Cluster = "uk",
        }
            .Unnamed(line)
            .ShouldBe(shown);
}
