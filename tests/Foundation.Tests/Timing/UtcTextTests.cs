using Foundation.Timing;

namespace Foundation.Tests.Timing;

public sealed class UtcTextTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 10, 15, 4, 250, TimeSpan.FromHours(1));

    [Fact]
    public void Whatever_the_zone_a_moment_is_told_in_UTC()
    {
        UtcText.OfSecond(At).ShouldBe("2026-03-01T09:15:04Z");
        UtcText.OfMillisecond(At).ShouldBe("2026-03-01T09:15:04.25Z");
        UtcText.ForPeople(At).ShouldBe("2026-03-01 09:15:04Z");
        UtcText.ForPeopleToTheMinute(At).ShouldBe("2026-03-01 09:15Z");
        UtcText.Clock(At).ShouldBe("09:15:04Z");
        UtcText.InName(At).ShouldBe("20260301-091504");
        UtcText.InFileName(At).ShouldBe("20260301T091504Z");
    }
}
