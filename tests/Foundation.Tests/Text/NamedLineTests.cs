using Foundation.Text;

namespace Foundation.Tests.Text;

public sealed class NamedLineTests
{
    [Theory]
    [InlineData("no answer", "uk: no answer", "no answer")]
    [InlineData("uk: no answer", "uk: no answer", "no answer")]
    [InlineData("uk2: no answer", "uk: uk2: no answer", "uk2: no answer")]
    [InlineData("uk", "uk: uk", "uk")]
    [InlineData("", "uk: ", "")]
    public void A_name_stands_once_before_a_line_or_not_at_all(string line, string named, string unnamed)
    {
        NamedLine.Of("uk", line).ShouldBe(named);
        NamedLine.Without("uk", named).ShouldBe(unnamed);
        NamedLine.Without("uk", line).ShouldBe(unnamed);
    }
}
