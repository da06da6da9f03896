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

    public static TheoryData<string, string[]> Changing =>
        new()
        {
            { "SetImage", ["--exclusive"] },
            { "MigrateCluster", ["--exclusive"] },
            { "VerifyRollout", ["--exclusive"] },
            { "Unlock", [] },
            { "CancelMigration", ["--regions=north"] },
            { "ApplyManifests", [] },
            { "AddRegion", ["--regions=north"] },
        };

    [Theory, MemberData(nameof(Changing))]
    public async Task Whatever_changes_something_says_whom_git_knows(string target, string[] arguments)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Git("config", "user.name", "Grace");
        fleet.Git("config", "user.email", "grace@example.com");
        fleet.WriteManifest("added.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: added }\n");

        var run = await CommandRun.OfAsync(
            [.. fleet.Words(target, arguments).Where(word => word != "--actor=Ada")],
            fleet.Environment,
            TestContext.Current.CancellationToken
        );

        (run.Record.Actor, run.Record.ActorEmail).ShouldBe(("Grace", "grace@example.com"), run.ToString());
    }

    [Theory]
    [InlineData("SetImage", "--exclusive")]
    [InlineData("Deploy", "--backup=never")]
    public async Task What_a_run_went_past_is_on_record(string target, string guard)
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync(target, guard);

        run.Record.Overruled.ShouldBe([guard]);
        var history = await fleet.RunAsync("History");
        history.Output.ShouldContain($"went past {guard}");
        var entry = (await fleet.RunAsync("History", "--output=json")).History.Entries.Single();
        entry.Overruled.ShouldBe([guard]);
        entry.Commit.ShouldBe(fleet.Git("rev-parse", "HEAD").Trim());
    }

    [Theory]
    [InlineData("SetImage")]
    [InlineData("MigrateCluster")]
    public async Task A_step_that_ran_alone_has_its_version_and_commit_on_record(string target)
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync(target, "--exclusive");

        (run.Record.Version, run.Record.Commit).ShouldBe(("1.2.3", fleet.Git("rev-parse", "HEAD").Trim()));
    }

    [Fact]
    public async Task To_look_alone_goes_past_nothing()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync("VerifyRollout", "--exclusive", "--version=1.2.2");

        run.ShouldEndWith(ExitCode.Done).Record.Overruled.ShouldBeEmpty();
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
