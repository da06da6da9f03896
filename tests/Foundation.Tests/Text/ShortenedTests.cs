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
}
