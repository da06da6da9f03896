using System.Text.RegularExpressions;
using CsCheck;
using Releases.Versions;

namespace Releases.Tests.Versions;

public sealed class ImageTagTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("6f1d2c9", null)]
    [InlineData("feature-x_1.0", null)]
    [InlineData("_x", null)]
    [InlineData("v1.2.3", null)]
    public void A_tag_may_be_a_version(string text, string? version)
    {
        var tag = ImageTag.TryParse(text)!;

        tag.Text.ShouldBe(text);
        tag.ToString().ShouldBe(text);
        tag.Version?.ToString().ShouldBe(version);
        (tag.Version is null).ShouldBe(version is null);
    }

    [Theory]
    [InlineData("6f1d2c9", true)]
    [InlineData("6f1d2c", false)]
    [InlineData("20261130", false)]
    [InlineData("1234567890123456789012345678901234567890", true)]
    [InlineData("6F1D2C9", false)]
    [InlineData("feature", false)]
    [InlineData("1.2.3", false)]
    public void A_tag_may_be_the_name_of_a_commit(string text, bool isCommit) =>
        ImageTag.TryParse(text)!.IsCommit.ShouldBe(isCommit);

    [Theory]
    [InlineData(40, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void The_name_of_a_commit_has_64_digits_at_the_most(int digits, bool isCommit) =>
        ImageTag.NamesCommit(new string('a', digits)).ShouldBe(isCommit);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("-static")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a@b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    [InlineData("$(id)")]
    [InlineData("{{x}}")]
    public void What_a_registry_refuses_is_no_tag(string? text) => ImageTag.TryParse(text).ShouldBeNull();

    [Fact]
    public void Room_is_left_for_the_suffix_of_a_workload()
    {
        ImageTag.TryParse(new string('a', ImageTag.LongestTag)).ShouldNotBeNull();
        ImageTag.TryParse(new string('a', ImageTag.LongestTag + 1)).ShouldBeNull();
    }

    // OCI distribution specification, "Pulling manifests".
    [Fact]
    public void Every_tag_that_is_taken_matches_the_grammar_of_registries() =>
        Gen.String.Sample(text =>
            ImageTag.TryParse(text) is null
            || Regex.IsMatch(text, @"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z", RegexOptions.NonBacktracking)
        );

    [Fact]
    public void A_version_is_its_own_tag() =>
        ImageTag.Of(new ReleaseVersion(1, 2, 3)).ShouldBe(ImageTag.TryParse("1.2.3"));
}
