using Foundation.Text;

namespace Foundation.Tests.Text;

public sealed class EnumWordTests
{
    [Theory]
    [InlineData(DayOfWeek.Monday, "monday")]
    [InlineData(DayOfWeek.Friday, "friday")]
    public void A_member_is_its_name_in_lower_case(DayOfWeek day, string word) => day.Word().ShouldBe(word);
}
