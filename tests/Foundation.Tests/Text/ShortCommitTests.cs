using Foundation.Text;

namespace Foundation.Tests.Text;

public sealed class ShortCommitTests
{
    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef01234567", "0123456789ab")]
    [InlineData("0123456789ab", "0123456789ab")]
    [InlineData("012345", "012345")]
    [InlineData("", "")]
    public void A_commit_is_known_by_its_first_letters(string commit, string shown) =>
        ShortCommit.Of(commit).ShouldBe(shown);
}
