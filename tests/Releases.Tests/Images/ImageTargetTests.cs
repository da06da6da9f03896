using Releases.Images;

namespace Releases.Tests.Images;

public sealed class ImageTargetTests
{
    private const string Name = "example.azurecr.io/app:main";
    private static readonly ImageTarget Pinned = new(Name) { Digest = "sha256:aa" };

    [Fact]
    public void A_pinned_image_is_named_with_tag_and_digest() => Pinned.ToString().ShouldBe($"{Name}@sha256:aa");

    [Theory]
    [InlineData($"{Name}@sha256:aa", true)]
    [InlineData($"{Name}@sha256:bb", false)]
    [InlineData("Example.AzureCR.io/app:main@sha256:aa", true)]
    [InlineData(Name, false)]
    public void Of_a_pinned_image_the_content_counts(string image, bool isRun) => Pinned.IsRunBy(image).ShouldBe(isRun);

    [Theory]
    [InlineData(Name, true)]
    [InlineData($"{Name}@sha256:aa", true)]
    [InlineData("Example.AzureCR.io/app:main", true)]
    [InlineData("example.azurecr.io/app:other", false)]
    public void Of_another_the_tag_counts(string image, bool isRun) =>
        new ImageTarget(Name).IsRunBy(image).ShouldBe(isRun);

    [Fact]
    public void What_is_still_to_be_built_runs_nowhere() =>
        new ImageTarget(Name) { IsToBeBuilt = true }
            .IsRunBy(Name)
            .ShouldBeFalse();
}
