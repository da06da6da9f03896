using Releases.Versions;

namespace Releases.Tests.Versions;

public sealed class ReleaseLineTests
{
    [Theory]
    [InlineData("release-1.2", "1.2")]
    [InlineData("release-10.0", "10.0")]
    [InlineData("release-1.2.3", null)]
    [InlineData("release-", null)]
    [InlineData("Release-1.2", null)]
    [InlineData("1.2", null)]
    [InlineData("main", null)]
    [InlineData(null, null)]
    public void A_branch_of_a_line_is_known_by_its_name(string? branch, string? line) =>
        (ReleaseLine.OfBranch(branch)?.ToString()).ShouldBe(line);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(12, 34)]
    public void A_line_is_found_by_its_own_branch(int major, int minor)
    {
        var line = new ReleaseLine(major, minor);

        ReleaseLine.OfBranch(line.Branch).ShouldBe(line);
    }
}
