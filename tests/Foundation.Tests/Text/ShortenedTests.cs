using Foundation.Text;

namespace Foundation.Tests.Text;

public sealed class ShortenedTests
{
    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("1234567", "12345… (2 more characters)")]
    [InlineData("1234😀", "1234… (2 more characters)")]
    [InlineData("", "")]
    public void What_is_too_long_ends_with_how_much_is_missing(string text, string shortened) =>
        Shortened.To(text, 5).ShouldBe(shortened);

    [Theory]
    [InlineData("123456789", "12345")]
    [InlineData("1234😀6789", "1234")]
    [InlineData("12345😀789", "12345")]
    [InlineData("123😀6789", "123😀")]
    public void A_beginning_ends_with_no_half_of_a_letter(string text, string beginning) =>
        Shortened.Beginning(text, 5).ShouldBe(beginning);
}
