using CsCheck;
using Releases.Versions;

namespace Releases.Tests.Versions;

public sealed class VersionHistoryTests
{
    private static readonly Gen<ReleaseVersion> Any = Gen.Select(
        Gen.Int[0, 3],
        Gen.Int[0, 3],
        Gen.Int[0, 3],
        (major, minor, patch) => new ReleaseVersion(major, minor, patch)
    );

    [Fact]
    public void Without_any_version_the_first_may_be_any()
    {
        var history = Of();

        history.Latest.ShouldBeNull();
        history.Allows(Version("7.3.1")).ShouldBeTrue();
        history.Candidates(Version("7.3.1").Line).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1.2.4")]
    [InlineData("1.3.0")]
    [InlineData("2.0.0")]
    [InlineData("1.1.6")]
    [InlineData("1.2.3")]
    public void A_single_increment_of_an_existing_version_is_allowed(string next) =>
        Of("1.1.5", "1.2.2", "1.2.3").Allows(Version(next)).ShouldBeTrue();

    [Theory]
    [InlineData("1.2.5")]
    [InlineData("1.3.1")]
    [InlineData("1.4.0")]
    [InlineData("3.0.0")]
    [InlineData("2.1.0")]
    [InlineData("1.0.0")]
    public void A_gap_is_not(string next) => Of("1.1.5", "1.2.2", "1.2.3").Allows(Version(next)).ShouldBeFalse();

    [Fact]
    public void Latest_is_by_number_whatever_the_order_of_the_tags()
    {
        var history = Of("1.10.0", "1.9.7", "1.9.10", "1.2.0");

        history.Latest.ShouldBe(Version("1.10.0"));
        history.LatestOf(new ReleaseLine(1, 9)).ShouldBe(Version("1.9.10"));
        history.LatestOf(new ReleaseLine(1, 3)).ShouldBeNull();
        history.Contains(Version("1.9.7")).ShouldBeTrue();
        history.Contains(Version("1.9.8")).ShouldBeFalse();
    }

    [Fact]
    public void Candidates_follow_from_the_line_and_from_the_latest_oldest_first() =>
        Of("1.2.3", "1.3.0")
            .Candidates(new ReleaseLine(1, 2))
            .Select(candidate => candidate.ToString())
            .ShouldBe(["1.2.4", "1.3.1", "1.4.0", "2.0.0"]);

    [Fact]
    public void Candidates_of_a_line_without_versions_follow_from_the_latest() =>
        Of("1.2.3")
            .Candidates(new ReleaseLine(5, 5))
            .Select(candidate => candidate.ToString())
            .ShouldBe(["1.2.4", "1.3.0", "2.0.0"]);

    [Fact]
    public void Every_candidate_is_new_and_allowed() =>
        Gen.Select(Any.Array[1, 8], Any)
            .Sample(
                (versions, wanted) =>
                {
                    var history = new VersionHistory(versions);
                    history
                        .Candidates(wanted.Line)
                        .ShouldAllBe(candidate => history.Allows(candidate) && !history.Contains(candidate));
                }
            );

    [Theory]
    [InlineData("1.2.9", "1.2.4, 1.2.3")]
    [InlineData("1.3.7", "1.3.0")]
    [InlineData("9.9.9", "2.0.0, 1.3.0, 1.2.4")]
    public void The_versions_near_one_are_those_of_its_line_or_else_the_newest(string version, string near) =>
        string.Join(", ", Of("1.2.3", "1.2.4", "1.3.0", "2.0.0").Near(Version(version), 3)).ShouldBe(near);

    private static VersionHistory Of(params string[] versions) => new(versions.Select(Version));

    private static ReleaseVersion Version(string text) => ReleaseVersion.Parse(text);
}
