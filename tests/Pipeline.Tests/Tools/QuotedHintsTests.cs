using Pipeline.Tools.Azure;
using Pipeline.Tools.Git;

namespace Pipeline.Tests.Tools;

/// <summary>A command that helps is pasted as it stands.</summary>
public sealed class QuotedHintsTests
{
    [Theory]
    [InlineData("/work/app", "/work/app")]
    [InlineData("/my work/the app", "'/my work/the app'")]
    [InlineData("/work/$(id)", "'/work/$(id)'")]
    public void A_checkout_of_another_user_is_trusted_by_its_whole_path(string folder, string word) =>
        GitFailures
            .For(new GitSettings { WorkingDirectory = folder })
            .Select(hint => hint.NextStep)
            .ShouldContain($"git config --global --add safe.directory {word}");

    // Azure allows parentheses in the names of resource groups.
    [Theory]
    [InlineData("MEG", "MEG")]
    [InlineData("MEG(old)", "'MEG(old)'")]
    public void A_resource_group_is_one_word(string group, string word)
    {
        AzFailures.Cluster("uk", group).Select(hint => hint.NextStep).ShouldContain($"az aks list -g {word} -o table");
        AzFailures
            .Database(new PostgresServer("database", group))
            .Select(hint => hint.NextStep)
            .ShouldContain($"az postgres flexible-server list --resource-group {word} --output table");
    }
}
