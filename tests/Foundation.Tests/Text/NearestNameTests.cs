using CsCheck;
using Foundation.Text;

namespace Foundation.Tests.Text;

public sealed class NearestNameTests
{
    private static readonly string[] Regions = ["production", "uk", "uae", "au", "us", "qatar", "ksa"];

    [Theory]
    [InlineData("quatar", "qatar")]
    [InlineData("qtaar", "qatar")]
    [InlineData("QATAR", "qatar")]
    [InlineData("prodution", "production")]
    [InlineData("poduction", "production")]
    [InlineData("kas", "ksa")]
    public void A_slip_of_the_hand_is_understood(string typed, string meant) =>
        NearestName.Of(typed, Regions).ShouldBe(meant);

    [Theory]
    [InlineData("atlantis")]
    [InlineData("")]
    [InlineData("staging")]
    public void What_is_near_nothing_is_not_guessed(string typed) => NearestName.Of(typed, Regions).ShouldBeNull();

    [Fact]
    public void A_name_of_megabytes_is_near_nothing() =>
        NearestName.Of(new string('x', 1 << 20), [new string('x', 1 << 20)]).ShouldBeNull();

    [Fact]
    public void Of_equally_near_names_the_first_in_the_alphabet_is_taken() =>
        NearestName.Of("ux", ["us", "uk"]).ShouldBe("uk");

    [Fact]
    public void A_known_name_is_nearest_to_itself() =>
        Gen.OneOf(Regions).Sample(name => NearestName.Of(name, Regions) == name);

    [Fact]
    public void One_wrong_letter_in_a_long_name_is_always_understood() =>
        Gen.Select(Gen.Int[0, 9], Gen.Char['a', 'z'])
            .Sample(
                (at, letter) =>
                    NearestName.Of($"production"[..at] + letter + "production"[(at + 1)..], Regions) == "production"
            );

    [Fact]
    public void The_hint_asks_or_lists_or_says_that_there_are_none()
    {
        NearestName.Hint("quatar", Regions).ShouldBe("did you mean 'qatar'?");
        NearestName.Hint("atlantis", ["uk", "us"]).ShouldBe("known: uk, us");
        NearestName.Hint("atlantis", []).ShouldBe("there are none");
    }
}
