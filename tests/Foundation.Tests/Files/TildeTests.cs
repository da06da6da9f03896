using Foundation.Files;

namespace Foundation.Tests.Files;

public sealed class TildeTests
{
    [Theory]
    [InlineData("~", true)]
    [InlineData("~/record.json", true)]
    [InlineData("~ada/record.json", true)]
    [InlineData("~record.json", false)]
    [InlineData("backup~/record.json", false)]
    [InlineData("./~/record.json", false)]
    [InlineData("", false)]
    public void It_stands_at_the_beginning_of_a_path(string path, bool begins) => Tilde.Begins(path).ShouldBe(begins);

    [Theory]
    [InlineData("~", "/home/ada")]
    [InlineData("~/.kube/staging", "/home/ada/.kube/staging")]
    [InlineData("~bob/config", "~bob/config")]
    [InlineData("a/b", "a/b")]
    [InlineData("~config", "~config")]
    public void It_means_the_users_own_folder_and_no_other(string path, string expanded) =>
        Tilde.Expanded(path, "/home/ada").ShouldBe(expanded);

    [Theory]
    [InlineData("~", "\"$HOME\"")]
    [InlineData("~/a b.json", "\"$HOME/a b.json\"")]
    [InlineData("~bob/config", "the whole path")]
    public void It_is_written_as_shells_expand_it_everywhere(string path, string written) =>
        Tilde.ForShells(path).ShouldBe(written);
}
