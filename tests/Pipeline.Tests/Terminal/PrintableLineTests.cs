using Pipeline.Terminal;

namespace Pipeline.Tests.Terminal;

public sealed class PrintableLineTests
{
    [Theory]
    [InlineData(1999, "x", "x")]
    [InlineData(1999, "😀", "…")]
    [InlineData(1998, "😀", "😀")]
    [InlineData(1998, "😀x", "😀…")]
    [InlineData(0, "one\ntwo\e[31m", "one two\uFFFD[31m")]
    public void A_long_line_is_cut_between_letters(int before, string end, string shown) =>
        PrintableLine.Of(new string('a', before) + end).ShouldBe(new string('a', before) + shown);

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abc…")]
    [InlineData("ab😀de", 4, "ab…")]
    public void A_cell_is_cut_between_letters(string text, int width, string shown) =>
        WrappedText.Cell(text, width).ShouldBe(shown);
}
