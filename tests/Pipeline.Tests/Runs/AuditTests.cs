using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>What an auditor reads in a record and its report.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task Who_ran_what_with_which_arguments_against_which_cluster()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        fleet.Exported["GITLAB_USER_EMAIL"] = "ada@example.com";
        var page = folder["report.html"];

        var run = await fleet.RunAsync("Deploy", "--allow-downgrade", $"--report={page}");

        var record = run.ShouldEndWith(ExitCode.Done).Record;
        record.Arguments.ShouldContain("--target=Deploy");
        record.Arguments.ShouldContain("--allow-downgrade");
        record.Overruled.ShouldBe(["--allow-downgrade"]);
        record.ActorEmail.ShouldBe("ada@example.com");
        var north = run.Region("north");
        (north.Cluster, north.Namespace).ShouldBe(("north", "default"));
        north.Server.ShouldBe(fleet["north"].ApiUrl.ToString());
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        text.ShouldContain("Ada &lt;ada@example.com&gt;");
        text.ShouldContain("Guards overruled");
        text.ShouldContain($"cluster north, namespace default, at {fleet["north"].ApiUrl}");
    }

    [Fact]
    public async Task A_rollback_says_what_ran_and_which_images_it_went_back_to()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2", "--accept-migration-risk")).ShouldEndWith(
            ExitCode.Done
        );

        run.Region("north").From.ShouldBe("1.2.3");
        run.Record.Overruled.ShouldBe(["--accept-migration-risk"]);
        run.Record.Images.Select(image => image.Digest).ShouldAllBe(digest => digest.StartsWith("sha256:"));
        run.Record.Images.Count.ShouldBe(2);
    }
}
