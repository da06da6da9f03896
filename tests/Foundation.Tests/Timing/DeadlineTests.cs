using Foundation.Timing;
using Microsoft.Extensions.Time.Testing;

namespace Foundation.Tests.Timing;

public sealed class DeadlineTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Time_runs_out_and_never_below_zero()
    {
        var deadline = Of(seconds: 60);

        Pass(59);
        deadline.Left.ShouldBe(TimeSpan.FromSeconds(1));
        deadline.IsOver.ShouldBeFalse();
        Pass(5);
        deadline.Left.ShouldBe(TimeSpan.Zero);
        deadline.IsOver.ShouldBeTrue();
        deadline.Elapsed.ShouldBe(TimeSpan.FromSeconds(64));
        deadline.Limit.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_sign_of_life_is_due_after_half_a_minute_of_silence_and_once()
    {
        var deadline = Of(seconds: 600);

        Pass(29);
        deadline.IsSilent.ShouldBeFalse();
        Pass(1);
        deadline.IsSilent.ShouldBeTrue();
        deadline.IsSilent.ShouldBeFalse();
        Pass(30);
        deadline.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public void Whoever_speaks_is_not_silent()
    {
        var deadline = Of(seconds: 600);

        Pass(29);
        deadline.Speak();
        Pass(29);

        deadline.IsSilent.ShouldBeFalse();
    }

    [Theory]
    [InlineData(600, 0, null, 30)]
    [InlineData(600, 10, null, 20)]
    [InlineData(600, 10, 2, 2)]
    [InlineData(600, 45, null, 0)]
    [InlineData(15, 10, null, 5)]
    [InlineData(15, 20, 2, 0)]
    public void A_wait_keeps_the_limit_the_pace_and_what_was_asked_for(int limit, int passed, int? atMost, int wait)
    {
        var deadline = Of(limit);
        Pass(passed);

        deadline
            .Wait(atMost is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
            .ShouldBe(TimeSpan.FromSeconds(wait));
    }

    private Deadline Of(int seconds) => new(_time, TimeSpan.FromSeconds(seconds));

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
