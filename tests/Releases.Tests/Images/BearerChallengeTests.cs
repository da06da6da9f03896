using Releases.Images;

namespace Releases.Tests.Images;

public sealed class BearerChallengeTests
{
    [Fact]
    public void A_challenge_that_goes_on_for_ever_is_one_without_parameters() =>
        BearerChallenge.Parse(new string('a', 1_000_000)).ShouldBe(new BearerChallenge("", null, null));

    [Fact]
    public void The_parameters_of_a_challenge_come_in_any_order() =>
        BearerChallenge
            .Parse("""service="s",realm="https://x/token",scope="repository:a:pull" """)
            .ShouldBe(new BearerChallenge("https://x/token", "s", "repository:a:pull"));
}
