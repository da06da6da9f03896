using Clusters.Credentials;

namespace Clusters.Tests.Credentials;

public sealed class OpaqueTextTests
{
    [Fact]
    public void A_line_of_megabytes_is_cut_before_tokens_are_looked_for()
    {
        OpaqueText.Mask(new string('a', 5_000_000)).ShouldBe("…");
        OpaqueText.Mask("error: no " + new string('a', 5_000_000)).ShouldBe("error: no …");
    }

    [Theory]
    [InlineData(399, "…")]
    [InlineData(398, "😀…")]
    public void A_line_is_cut_between_letters(int before, string end)
    {
        var words = string.Concat(Enumerable.Repeat("ab ", before / 3)) + new string('!', before % 3);

        OpaqueText.Mask($"{words}😀 end").ShouldBe($"{words}{end}");
    }

    [Fact]
    public void A_token_at_the_cut_is_not_shown_in_part()
    {
        var padding = string.Concat(Enumerable.Repeat($"{new string('a', 39)}1 ", 97));
        var token = $"{padding}secret1{new string('b', 5000)}";

        OpaqueText.Mask(token).ShouldNotContain("secret1");
    }
}
