using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Reports;
using Pipeline.Tests.Rollbacks;
using Releases.Records;

namespace Pipeline.Tests.Checks;

public sealed class ReleaseContentsTests
{
    [Fact]
    public async Task A_plan_lists_what_each_region_gets_grouped_by_what_it_runs()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        await fleet.PublishAsync("1.2.4");
        await fleet.ServeAsync("south", "1.2.4");
        fleet.Merge("Fix the login", "meg/forms!123");
        await fleet.PublishAsync("1.2.5");

        var run = (await fleet.RunAsync("Plan", "--version=1.2.5")).ShouldEndWith(ExitCode.Done);

        var shown = run.Output.ReplaceLineEndings("\n");
        shown.ShouldContain(
            """
            1.2.4 -> 1.2.5 brings 1 merge request and 1 commit to south:
            """.Trim()
        );
        run.Lines.ShouldContain(line => line.StartsWith("1.2.2 -> 1.2.5 brings 1 merge request and "));
        run.Lines.ShouldContain(line => line.EndsWith(" to north, west:"));
        run.Lines.Count(line => line == "!123 Fix the login").ShouldBe(2);
        run.Lines.ShouldContain($"{fleet.Git("rev-parse", "HEAD")[..12]} Version 1.2.5");
        (await fleet.RunAsync("Plan", "--version=1.2.5", "--output=markdown"))
            .ShouldEndWith(ExitCode.Done)
            .Lines.ShouldContain("- meg/forms!123 Fix the login");

        var json = await fleet.RunAsync("Plan", "--version=1.2.5", "--output=json");
        var contents = json.Plan.Contents;
        contents
            .Select(content => (content.From, string.Join(' ', content.Regions)))
            .ShouldBe([("1.2.2", "north west"), ("1.2.4", "south")]);
        contents[1].Added.Select(entry => entry.MergeRequest).ShouldBe([null, "meg/forms!123"]);
        (contents[1].AddedCount, contents[1].RemovedCount).ShouldBe((2, 0));
    }

    [Fact]
    public async Task The_question_the_record_and_the_report_list_it_and_nobody_is_sent_what_a_terminal_obeys()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Merge("Fix \u001b[31mthe login <b>", "meg/forms!123");
        await fleet.PublishAsync("1.2.4");
        using var folder = new TemporaryFolder();
        var report = folder["report.html"];

        var run = (await fleet.AskedAsync("y", "Deploy", "--version=1.2.4", $"--report={report}")).ShouldEndWith(
            ExitCode.Done
        );

        var question = run.Errors.ReplaceLineEndings("\n");
        question.ShouldContain("    !123 Fix \ufffd[31mthe login <b>\n");
        question
            .IndexOf("!123", StringComparison.Ordinal)
            .ShouldBeLessThan(question.IndexOf("[y/N]", StringComparison.Ordinal));
        var content = run.Record.Contents.ShouldHaveSingleItem();
        (content.From, content.AddedCount).ShouldBe(("1.2.2", content.Added.Count));
        content.Added.ShouldContain(entry => entry.MergeRequest == "meg/forms!123");
        var page = ReadPage.Of(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        page.Texts("#contents li").ShouldContain("meg/forms!123 Fix \ufffd[31mthe login <b>");
        page.Texts("#contents p").ShouldHaveSingleItem().ShouldEndWith(" to north:");
    }

    [Fact]
    public async Task A_release_of_nothing_says_so()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.Git("checkout", "--quiet", StagedFleet.From);
        fleet.Git("tag", "--annotate", "--message=x", "1.2.9");
        fleet.Push("tags/1.2.9");
        await fleet.PushAsync("1.2.9");
        await fleet.ServeAsync("south", "1.2.9");

        var run = await fleet.RunAsync("Plan", "--version=1.2.9", "--allow-version-gap");

        run.Lines.ShouldContain("1.2.2 -> 1.2.9 brings nothing to north.");
        run.Lines.ShouldContain("1.2.9 brings nothing to south: it is live there.");
    }

    [Fact]
    public async Task A_rollback_lists_what_goes_away()
    {
        await using var fleet = await MigratedFleet.ServingAsync();
        fleet.Merge("Fix the login", "meg/forms!123");
        await fleet.PublishAsync("1.2.5");
        await fleet.ServeAsync("north", "1.2.5");

        var run = (await fleet.AskedAsync("y", "Rollback", "--version=1.2.4")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("1.2.5 -> 1.2.4 takes 1 merge request and 1 commit from north");
        run.Errors.ShouldContain("    !123 Fix the login");
        var content = run.Record.Contents.ShouldHaveSingleItem();
        (content.AddedCount, content.RemovedCount).ShouldBe((0, 2));
        content.Removed[1].MergeRequest.ShouldBe("meg/forms!123");
    }

    [Fact]
    public async Task A_live_version_without_a_tag_is_said_and_refuses_nothing()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PushAsync("1.2.1");
        await fleet.ServeAsync("north", "1.2.1");

        var run = (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);

        run.Lines.ShouldContain("1.2.1 -> 1.2.3: what it brings to north is not known: the remote has no tag 1.2.1.");
    }

    [Fact]
    public async Task A_clone_without_the_older_history_says_what_gets_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4");
        using var folder = new TemporaryFolder();
        var shallow = folder["shallow"];
        fleet.Git("clone", "--quiet", "--depth=1", $"file://{fleet.Git("remote", "get-url", "origin")}", shallow);

        var run = await fleet.RunAsync("Plan", "--version=1.2.4", $"--app={shallow}");

        run.Said.ShouldContain(
            "1.2.2 -> 1.2.4: what it brings to north is not known: the clone is shallow; git fetch --unshallow --tags origin gets the rest."
        );
    }

    [Fact]
    public async Task A_staging_region_that_runs_a_commit_is_compared_with_it()
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        var first = fleet.Git("rev-parse", "HEAD").Trim();
        await fleet.PushAsync(first);
        await fleet.ServeAsync("north", first);
        fleet.Git("commit", "--quiet", "--allow-empty", "--message=More");
        var second = fleet.Git("rev-parse", "HEAD").Trim();

        var run = await fleet.RunAsync("Plan", $"--version={second}", "--output=json");

        run.Plan.Contents.ShouldHaveSingleItem().Added.ShouldBe([new ContentEntry(second, "More", null)]);
    }
}
