using Foundation.Text;

namespace Foundation.Tests.Text;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 regions")]
    [InlineData(1, "1 region")]
    [InlineData(2, "2 regions")]
    [InlineData(100, "100 regions")]
    public void A_noun_follows_its_number(int count, string words) => Counted.Of(count, "region").ShouldBe(words);

    [Fact]
    public void A_plural_of_its_own_is_taken() =>
        Counted.Of(2, "finding speaks", "findings speak").ShouldBe("2 findings speak");
}
