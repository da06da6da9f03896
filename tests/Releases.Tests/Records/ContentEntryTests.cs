using Foundation.Secrets;
using Releases.Records;

namespace Releases.Tests.Records;

public sealed class ContentEntryTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void A_merge_commit_of_GitLab_is_its_merge_request()
    {
        var entry = ContentEntry.Of(
            Commit,
            "Merge branch 'login' into 'master'\n\nFix the login\n\nCloses #12\n\nSee merge request meg/forms!123\n"
        );

        entry.ShouldBe(new ContentEntry(Commit, "Fix the login", "meg/forms!123"));
        $"{entry}".ShouldBe("!123 Fix the login");
    }

    [Fact]
    public void A_squashed_merge_request_keeps_its_first_line() =>
        ContentEntry
            .Of(Commit, "Fix the login\n\nMore of it\n\nSee merge request a/b/c!7")
            .ShouldBe(new ContentEntry(Commit, "Fix the login", "a/b/c!7"));

    [Fact]
    public void A_merge_request_without_a_title_is_known_by_its_branches() =>
        ContentEntry
            .Of(Commit, "Merge branch 'login' into 'master'\n\nSee merge request a/b!7")
            .ShouldBe(new ContentEntry(Commit, "Merge branch 'login' into 'master'", "a/b!7"));

    [Theory]
    [InlineData("Bump Django")]
    [InlineData("Bump Django\n\nSee merge request")]
    [InlineData("Bump Django\n\nSee merge request !")]
    [InlineData("Bump Django\n\nSee merge request a/b!x")]
    [InlineData("Bump Django\n\nSee merge request [a](https://example.invalid)!7")]
    [InlineData("Bump Django\n\nSee merge request of the other team!7")]
    [InlineData("\r\n Bump Django\r\n\r\nand see merge request a/b!7")]
    public void Any_other_commit_is_a_commit_with_its_first_line(string message)
    {
        var entry = ContentEntry.Of(Commit, message);

        entry.ShouldBe(new ContentEntry(Commit, "Bump Django", null));
        $"{entry}".ShouldBe("0123456789ab Bump Django");
    }

    [Fact]
    public void A_commit_without_a_message_has_an_empty_title() => ContentEntry.Of(Commit, "\n").Title.ShouldBeEmpty();

    [Fact]
    public void A_long_title_is_cut_and_says_so()
    {
        var title = ContentEntry.Of(Commit, new string('x', 5000)).Title;

        title.ShouldStartWith(new string('x', ContentEntry.LongestTitle));
        title.ShouldEndWith($"({5000 - ContentEntry.LongestTitle} more characters)");
    }

    [Fact]
    public void What_a_terminal_would_obey_is_replaced()
    {
        var entry = ContentEntry.Of(Commit, "\u001b[2Jgone \u202eback\n\nSee merge request a\u0007/b!7");

        entry.ShouldBe(new ContentEntry(Commit, "\ufffd[2Jgone \ufffdback", null));
    }

    [Fact]
    public void A_secret_of_the_run_is_taken_out()
    {
        SecretKeeper.Open();
        _ = new Secret("hunter2-hunter2");

        ContentEntry.Of(Commit, "Log in with hunter2-hunter2").Title.ShouldBe("Log in with ***");
    }
}
