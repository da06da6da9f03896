using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools.Git;

public sealed class GitAddressTests
{
    [Theory]
    [InlineData("https://gitlab.com/group/app.git", "https://gitlab.com/group/app")]
    [InlineData("https://gitlab-ci-token:secret@git.example:8443/group/app.git/", "https://git.example:8443/group/app")]
    [InlineData("git@gitlab.com:group/sub/app.git", "https://gitlab.com/group/sub/app")]
    [InlineData("gitlab.com:group/app", "https://gitlab.com/group/app")]
    [InlineData("ssh://git@gitlab.com:2222/group/app.git", "https://gitlab.com/group/app")]
    [InlineData("/srv/app.git", null)]
    [InlineData("C:\\srv\\app", null)]
    [InlineData("../app.git", null)]
    [InlineData("file:///srv/app.git", null)]
    public void Where_a_browser_finds_it(string address, string? page) => GitAddress.WebPage(address).ShouldBe(page);
}
