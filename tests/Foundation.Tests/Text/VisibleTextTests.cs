using Foundation.Text;

namespace Foundation.Tests.Text;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData(0x00, 0x08)]
    [InlineData(0x0B, 0x0C)]
    [InlineData(0x0E, 0x1F)]
    [InlineData(0x7F, 0x9F)]
    [InlineData(0xAD, 0xAD)]
    [InlineData(0x034F, 0x034F)]
    [InlineData(0x061C, 0x061C)]
    [InlineData(0x115F, 0x1160)]
    [InlineData(0x180E, 0x180E)]
    [InlineData(0x200B, 0x200F)]
    [InlineData(0x2028, 0x202E)]
    [InlineData(0x2060, 0x206F)]
    [InlineData(0x3164, 0x3164)]
    [InlineData(0xFEFF, 0xFEFF)]
    [InlineData(0xE0000, 0xE007F)]
    [InlineData(0xE0100, 0xE01EF)]
    public void What_commands_reorders_or_hides_is_shown_as_a_sign(int first, int last)
    {
        for (var letter = first; letter <= last; letter++)
        {
            var text = $"a{char.ConvertFromUtf32(letter)}b";

            VisibleText.Of(text).ShouldBe("a\uFFFDb", $"U+{letter:X4}");
            VisibleText.Line(text).ShouldBe("a\uFFFDb", $"U+{letter:X4}");
            VisibleText.Lines(text).ShouldBe("a\uFFFDb", $"U+{letter:X4}");
        }
    }

    [Theory]
    [InlineData("tab\tstays")]
    [InlineData("Zoë Ünlü 李 🚀 ⚠️ שלום مرحبا")]
    public void What_can_be_seen_stays(string text)
    {
        VisibleText.Of(text).ShouldBe(text);
        VisibleText.Line(text).ShouldBe(text);
        VisibleText.Lines(text).ShouldBe(text);
    }

    // No attribute of a test can hold it.
    [Fact]
    public void Half_of_a_letter_is_shown_as_a_sign() => VisibleText.Of("a \uD800 b").ShouldBe("a \uFFFD b");

    [Fact]
    public void The_end_of_a_line_is_a_sign_a_space_or_itself()
    {
        const string Text = "a\nb\r\nc\rd";

        VisibleText.Of(Text).ShouldBe("a\uFFFDb\uFFFD\uFFFDc\uFFFDd");
        VisibleText.Line(Text).ShouldBe("a b c d");
        VisibleText.Lines(Text).ShouldBe("a\nb\r\nc\uFFFDd");
    }
}
