using CsCheck;
using Foundation.Timing;

namespace Foundation.Tests.Timing;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h", 3600)]
    [InlineData("24h", 86400)]
    public void A_duration_is_a_number_and_a_unit(string text, int seconds) =>
        DurationText.TryParse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10")]
    [InlineData("0m")]
    [InlineData("-1m")]
    [InlineData("+1m")]
    [InlineData("1.5h")]
    [InlineData("1 m")]
    [InlineData("1M")]
    [InlineData("10min")]
    [InlineData("25h")]
    [InlineData("86401s")]
    [InlineData("999999999999h")]
    public void Anything_else_is_none(string text) => DurationText.TryParse(text).ShouldBeNull();

    [Fact]
    public void Any_text_can_be_asked_for() =>
        Gen.String.Sample(text => DurationText.TryParse(text) is null or { TotalSeconds: > 0 and <= 86_400 });

    [Theory]
    [InlineData(0, "0.0s")]
    [InlineData(0.44, "0.4s")]
    [InlineData(9.94, "9.9s")]
    [InlineData(9.96, "10s")]
    [InlineData(10, "10s")]
    [InlineData(59.9, "1m 00s")]
    [InlineData(60, "1m 00s")]
    [InlineData(185.4, "3m 05s")]
    [InlineData(3599.9, "1h 00m")]
    [InlineData(3720, "1h 02m")]
    [InlineData(90000, "25h 00m")]
    public void People_read_it_in_few_letters(double seconds, string text) =>
        DurationText.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0.5, "0.5s")]
    [InlineData(4, "4s")]
    [InlineData(60, "60s")]
    [InlineData(75, "75s")]
    [InlineData(90, "90s")]
    [InlineData(600, "10m")]
    [InlineData(601, "601s")]
    [InlineData(5400, "90m")]
    [InlineData(7200, "2h")]
    public void A_limit_is_told_as_somebody_would_set_it(double seconds, string text) =>
        DurationText.OfLimit(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(60, "1m00s")]
    [InlineData(3599, "59m59s")]
    [InlineData(3600, "1h00m")]
    [InlineData(-1, "0s")]
    public void What_goes_on_is_told_in_at_most_six_columns(double seconds, string text) =>
        DurationText.OfColumn(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
