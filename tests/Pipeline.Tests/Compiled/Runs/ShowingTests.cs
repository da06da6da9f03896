namespace Pipeline.Tests.Compiled.Runs;

public sealed class ShowingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--tree", "VerifyRollout")]
    [InlineData("--description", "VerifyRollout")]
    [InlineData("--version", "1.0.0, on Cake 7.")]
    [InlineData("--info", "Version: 1.0.0, on Cake 7.")]
    [InlineData("--help", "./build.sh --target=Drill")]
    [InlineData("-h", "./build.sh --target=Drill")]
    [InlineData("--target=Default", "--migration-timeout=30m")]
    public async Task What_only_shows_something_touches_no_tool_and_no_file(string argument, string shown)
    {
        using var process = new ReleaseProcess("exit 1", argument);

        var run = await process.EndAsync(Ct);

        run.ShouldEndWith(0).Output.ShouldContain(shown);
        run.Errors.ShouldBeEmpty();
        process.Calls.ShouldBeEmpty();
        Directory.GetFileSystemEntries(process.Folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_tree_is_the_chain_of_a_release()
    {
        using var process = new ReleaseProcess("exit 1", "--tree");

        (await process.EndAsync(Ct))
            .Output.ReplaceLineEndings("\n")
            .ShouldContain(
                """
                └─Deploy
                   └─VerifyRollout
                      └─SetImage
                         └─MigrateCluster
                            └─PushAcr
                               ├─BuildImage
                               │ └─Tag
                               │    └─Preflight
                               └─BuildStatic
                                  └─Tag
                                     └─Preflight
                """
            );
    }

    [Fact]
    public async Task A_wrong_command_line_touches_no_tool_and_no_file()
    {
        using var process = new ReleaseProcess("exit 1", "--target=Deploy", "--version=1.2", "--rollout-timeout=soon");

        var run = await process.EndAsync(Ct);

        run.ShouldEndWith(2).Output.ShouldBeEmpty();
        var lines = run.Errors.TrimEnd().Split('\n');
        lines.ShouldAllBe(line => line.StartsWith("error: "));
        lines.ShouldContain("error: --rollout-timeout: 'soon' is no duration; write 90s, 10m or 1h");
        process.Calls.ShouldBeEmpty();
        Directory.GetFileSystemEntries(process.Folder.Path).ShouldBeEmpty();
    }
}
