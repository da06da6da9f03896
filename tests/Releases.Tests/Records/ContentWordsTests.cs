using Releases.Records;

namespace Releases.Tests.Records;

public sealed class ContentWordsTests
{
    private static readonly ContentEntry Request = new("a1", "Login", "a/b!7");
    private static readonly ContentEntry Commit = new("b2", "Bump", null);

    [Fact]
    public void It_counts_merge_requests_and_commits() =>
        Words(Content() with { Added = [Request, Request, Commit], AddedCount = 3 })
            .ShouldBe(["1.2.2 -> 1.2.3 brings 2 merge requests and 1 commit to uk"]);

    [Fact]
    public void What_goes_away_is_a_sentence_of_its_own() =>
        Words(Content() with { Removed = [Commit], RemovedCount = 1 })
            .ShouldBe(["1.2.2 -> 1.2.3 brings nothing to uk", "1.2.2 -> 1.2.3 takes 1 commit from uk"]);

    [Fact]
    public void Of_what_is_not_listed_nobody_knows_what_it_is() =>
        Words(Content() with { Added = [Request], AddedCount = 70 })
            .ShouldBe(["1.2.2 -> 1.2.3 brings 70 changes to uk"]);

    [Fact]
    public void A_version_that_is_live_already_brings_nothing() =>
        Words(Content() with { From = "1.2.3" }).ShouldBe(["1.2.3 brings nothing to uk: it is live there"]);

    [Fact]
    public void What_is_not_known_is_said_with_the_reason() =>
        Words(Content() with { From = null, Trouble = "why" })
            .ShouldBe(["? -> 1.2.3: what it brings to uk is not known: why"]);

    private static ReleaseContent Content() => new("1.2.2", ["uk"]);

    private static IEnumerable<string> Words(ReleaseContent content) =>
        ContentWords.Of(content, "1.2.3", "uk").Select(sentence => sentence.Text);
}
