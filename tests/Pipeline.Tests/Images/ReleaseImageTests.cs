using Pipeline.Sources;
using Releases.Images;
using Releases.Versions;

namespace Pipeline.Tests.Images;

public sealed class ReleaseImageTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private const string Other = "fedcba9876543210fedcba9876543210fedcba98";
    private static readonly PublishedImage Unlabelled = new("sha256:aa", new Dictionary<string, string>());

    // The tag is created after the checkout was read, so that it does not say yet that it is at this commit.
    private static readonly SourceState Untagged = new(
        ImageTag.TryParse("1.2.3")!,
        Commit,
        "master",
        new VersionHistory([]),
        null,
        Commit,
        "origin"
    );

    private static readonly SourceState Tagged = Untagged with { TagCommit = Commit };

    // Somebody has given an image of an older version this version's tag.
    [Theory]
    [InlineData("origin", false)]
    [InlineData("https://example.com/a/base-image", true)]
    public void A_commit_of_the_same_source_counts_whatever_the_version(string source, bool isPublished)
    {
        var labels = new Dictionary<string, string>
        {
            [OciLabels.Revision] = Other,
            [OciLabels.Version] = "1.2.2",
            [OciLabels.Source] = source,
        };

        Image(new PublishedImage("sha256:aa", labels)).IsTakenAsPublished(Tagged).ShouldBe(isPublished);
    }

    [Fact]
    public void What_ACR_Tasks_built_in_this_run_is_the_releases_though_it_has_no_label() =>
        (Image(Unlabelled) with { IsOfThisRun = true }).IsTakenAsPublished(Untagged).ShouldBeTrue();

    [Fact]
    public void What_somebody_else_pushed_without_a_label_is_not() =>
        Image(Unlabelled).IsTakenAsPublished(Untagged).ShouldBeFalse();

    [Fact]
    public void What_is_not_there_was_not_published_whoever_says_so() =>
        (Image(null) with { IsOfThisRun = true }).IsTakenAsPublished(Untagged).ShouldBeFalse();

    [Theory]
    [InlineData(Other, "1.27.3", true, true)]
    [InlineData(Other, null, true, true)]
    [InlineData(Other, "1.27.3", false, false)]
    [InlineData(Other, "1.2.3", true, false)]
    [InlineData(Other, "1.2.3", false, false)]
    [InlineData(null, "1.27.3", true, true)]
    [InlineData(Commit, "1.2.3", false, true)]
    public void A_commit_that_a_base_image_brought_speaks_neither_for_nor_against_it(
        string? revision,
        string? version,
        bool isTagged,
        bool isPublished
    )
    {
        var labels = new Dictionary<string, string>();
        if (revision is not null)
            labels[OciLabels.Revision] = revision;
        if (version is not null)
            labels[OciLabels.Version] = version;

        Image(new PublishedImage("sha256:aa", labels))
            .IsTakenAsPublished(isTagged ? Tagged : Untagged)
            .ShouldBe(isPublished);
    }

    // The tag is the name of another commit than the one that is checked out.
    [Theory]
    [InlineData(Other, Other, true)]
    [InlineData("fedcba9", Other, true)]
    [InlineData(Other, Commit, false)]
    [InlineData("fedcba9", Commit, false)]
    [InlineData(Other, null, false)]
    public void Under_the_name_of_a_commit_only_that_commit_counts(string named, string? revision, bool isPublished)
    {
        var labels = new Dictionary<string, string>();
        if (revision is not null)
            labels[OciLabels.Revision] = revision;
        var source = Untagged with { Version = ImageTag.TryParse(named)!, NamedCommit = named };

        Image(new PublishedImage("sha256:aa", labels)).IsTakenAsPublished(source).ShouldBe(isPublished);
    }

    [Theory]
    [InlineData("linux/amd64", "linux/amd64", true)]
    [InlineData("linux/arm64", "linux/amd64", false)]
    [InlineData("linux/arm64/v8", "linux/arm64", true)]
    [InlineData("linux/arm/v6", "linux/arm/v7", false)]
    [InlineData("windows/amd64", "linux/amd64", false)]
    [InlineData(null, "linux/amd64", true)]
    public void What_runs_on_other_nodes_is_not(string? built, string nodes, bool isPublished)
    {
        var labels = new Dictionary<string, string> { [OciLabels.Revision] = Commit };
        var published = new PublishedImage("sha256:aa", labels)
        {
            Platform = built is null ? null : ImagePlatform.TryParse(built),
        };
        var image = Image(published) with { Platform = ImagePlatform.TryParse(nodes)! };

        image.IsOfAnotherPlatform.ShouldBe(!isPublished);
        image.IsTakenAsPublished(Untagged).ShouldBe(isPublished);
    }

    private static ReleaseImage Image(PublishedImage? published) =>
        new(RegistryImage.Parse("example.azurecr.io/app:1.2.3"), null, published);
}
