using CsCheck;
using Releases.Versions;

namespace Releases.Tests.Versions;

public sealed class ReleaseVersionTests
{
    private static readonly Gen<ReleaseVersion> Any = Gen.Select(
        Gen.Int[0, 999],
        Gen.Int[0, 999],
        Gen.Int[0, 999],
        (major, minor, patch) => new ReleaseVersion(major, minor, patch)
    );

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Any.Sample(version => ReleaseVersion.TryParse(version.ToString()) == version);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("v1.2.3")]
    [InlineData("01.2.3")]
    [InlineData("1.02.3")]
    [InlineData("1.2.03")]
    [InlineData("1.2.00")]
    [InlineData("-1.2.3")]
    [InlineData("+1.2.3")]
    [InlineData("1.2.3-rc1")]
    [InlineData(" 1.2.3")]
    [InlineData("1.2.3\n")]
    [InlineData("1..3")]
    [InlineData("1.2.")]
    [InlineData("1.2.99999999999")]
    [InlineData("1.2.٣")]
    public void Anything_but_three_plain_numbers_is_no_version(string? text) =>
        ReleaseVersion.TryParse(text).ShouldBeNull();

    [Fact]
    public void Only_its_own_spelling_names_a_version() =>
        Gen.String[Gen.Char["0123456789.v- "], 0, 12]
            .Sample(text => ReleaseVersion.TryParse(text) is not { } version || version.ToString() == text);

    [Fact]
    public void A_text_that_was_taken_for_a_version_and_is_none_is_named() =>
        Should
            .Throw<FormatException>(() => ReleaseVersion.Parse("1.2"))
            .Message.ShouldBe("'1.2' is not a version X.Y.Z");

    [Theory]
    [InlineData(Increment.Patch, "1.2.4")]
    [InlineData(Increment.Minor, "1.3.0")]
    [InlineData(Increment.Major, "2.0.0")]
    public void An_increment_starts_the_smaller_numbers_again(Increment by, string next) =>
        ReleaseVersion.Parse("1.2.3").Next(by).ToString().ShouldBe(next);

    [Fact]
    public void Every_increment_is_newer() =>
        Gen.Select(Any, Gen.Enum<Increment>()).Sample((version, by) => version.Next(by) > version);

    [Fact]
    public void Order_is_by_number_and_not_by_letter()
    {
        var (nine, ten) = (ReleaseVersion.Parse("1.9.0"), ReleaseVersion.Parse("1.10.0"));

        (nine < ten).ShouldBeTrue();
        (nine <= ten).ShouldBeTrue();
        (ten >= nine).ShouldBeTrue();
        (ten > nine).ShouldBeTrue();
        nine.CompareTo(null).ShouldBe(1);
    }

    [Fact]
    public void Order_is_total() =>
        Gen.Select(Any, Any)
            .Sample(
                (left, right) =>
                    Math.Sign(left.CompareTo(right)) == -Math.Sign(right.CompareTo(left))
                    && (left.CompareTo(right) == 0) == (left == right)
            );

    [Theory]
    [InlineData("1.2", "release-1.2")]
    [InlineData("0.10", "release-0.10")]
    public void A_line_has_a_branch(string line, string branch) => ReleaseLine.TryParse(line)!.Branch.ShouldBe(branch);

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.02")]
    [InlineData("1.x")]
    public void A_line_is_two_plain_numbers(string? text) => ReleaseLine.TryParse(text).ShouldBeNull();

    [Fact]
    public void All_patches_of_a_line_share_it() =>
        Any.Sample(version => version.Next(Increment.Patch).Line == version.Line);
}
