using System.Text.Json;
using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Reports;
using Releases.Records;

namespace Pipeline.Tests.Compiled.GitLab;

public sealed class PipelineRunTests
{
    private const string NewTable = """
        from django.db import migrations, models

        class Migration(migrations.Migration):
            dependencies = []
            operations = [migrations.CreateModel(name="Audit", fields=[("id", models.AutoField(primary_key=True))])]

        """;

    [Fact]
    public async Task GitLabs_own_schema_accepts_it()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync();
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");

        var (code, output) = await jobs.ListAsync();

        code.ShouldBe(0, output);
        output.ShouldContain("json schema validated");
        output.ShouldContain("deploy-regions");
    }

    [Fact]
    public async Task The_job_of_a_merge_request_tells_GitLab_what_its_migrations_do()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync("uk");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");
        var begin = fleet.Git("rev-parse", "HEAD").Trim();
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);

        var (code, output) = await jobs.RunAsync(
            "migrations",
            ("CI_PIPELINE_SOURCE", "merge_request_event"),
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", begin)
        );

        code.ShouldNotBe(0, output);
        output.ShouldContain("breaks-old-code");
        // GitLab documentation, "Code Quality report format": all of these, and one of five severities.
        using var report = JsonDocument.Parse(jobs.Read("artifacts/migrations.json"));
        var issues = report.RootElement.EnumerateArray().ToList();
        issues.ShouldNotBeEmpty();
        issues.Select(issue => issue.GetProperty("fingerprint").GetString()).ShouldBeUnique();
        foreach (var issue in issues)
        {
            issue
                .EnumerateObject()
                .Select(property => property.Name)
                .ShouldBe(["description", "check_name", "fingerprint", "severity", "location"]);
            issue.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
            string[] severities = ["info", "minor", "major", "critical", "blocker"];
            severities.ShouldContain(issue.GetProperty("severity").GetString());
            var location = issue.GetProperty("location");
            location.GetProperty("path").GetString().ShouldBe(StagedMigration.File);
            location.GetProperty("lines").GetProperty("begin").GetInt32().ShouldBeGreaterThan(0);
        }
    }

    // GitLab documentation, "Predefined variables": the variable of the target branch is set in pipelines of merged
    // results alone.
    [Fact]
    public async Task The_job_of_a_merge_request_does_not_judge_what_others_have_merged_meanwhile()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync("uk");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");
        var begin = fleet.Git("rev-parse", "HEAD").Trim();
        var main = fleet.Git("branch", "--show-current").Trim();
        fleet.Git("checkout", "--quiet", "-b", "topic");
        await fleet.CommitAsync("audits/migrations/0001_initial.py", NewTable);
        fleet.Git("checkout", "--quiet", main);
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        var target = fleet.Git("rev-parse", "HEAD").Trim();
        fleet.Git("checkout", "--quiet", "--detach");
        fleet.Git("merge", "--quiet", "--no-ff", "--message=Merge", "topic");

        var (code, output) = await jobs.RunAsync(
            "migrations",
            ("CI_PIPELINE_SOURCE", "merge_request_event"),
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", begin),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", target)
        );

        code.ShouldBe(0, output);
        output.ShouldContain("1 new migration since ");
        using var report = JsonDocument.Parse(jobs.Read("artifacts/migrations.json"));
        report.RootElement.EnumerateArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_jobs_of_a_tag_release_it_and_those_of_an_older_one_can_only_take_it_back()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync("uk");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");
        await fleet.PublishAsync("1.2.4");

        var deploy = await jobs.RunAllAsync(("CI_COMMIT_TAG", "1.2.4"));
        deploy.Code.ShouldBe(0, deploy.Output);
        jobs.Read("artifacts/images.json").ShouldContain("sha256:");
        (await fleet.PageOf("uk")).ShouldContain("Version 1.2.4", Case.Sensitive, deploy.Output);
        jobs.Read("artifacts/uk.env").ShouldContain("RELEASE_VERSION=1.2.4\nRELEASE_OUTCOME=succeeded\n");
        jobs.Read("artifacts/uk.env").ShouldContain($"RELEASE_URL={fleet["uk"].PageUrl}");
        jobs.Read("artifacts/uk.html").ShouldContain("1.2.4");
        RecordFormat.Read("uk.json", jobs.Read("artifacts/uk.json")).Outcome.ShouldBe(Outcome.Succeeded);

        // GitLab makes the entry of it.
        jobs.Read("artifacts/release.md").ShouldContain("1.2.2 -> 1.2.4 brings ");
        jobs.Read("artifacts/release.md").ShouldContain(" to uk:\n\n- ");

        fleet.Git("checkout", "--quiet", "1.2.3");
        var (writes, older) = (fleet["uk"].Requests.Count, await jobs.RunAllAsync(("CI_COMMIT_TAG", "1.2.3")));
        older.Code.ShouldNotBe(0, older.Output);
        older.Output.ShouldContain("newer version is live");
        older.Output.ShouldContain("press 'rollback uk'");
        fleet["uk"].Requests.Skip(writes).Where(request => request.IsWrite).ShouldBeEmpty();

        var back = await jobs.RunOfRegionsAsync("rollback uk", ("CI_COMMIT_TAG", "1.2.3"));
        back.Code.ShouldBe(0, back.Output);
        (await fleet.PageOf("uk")).ShouldContain("Version 1.2.3");
        jobs.Read("artifacts/uk.env").ShouldContain("RELEASE_VERSION=1.2.3\nRELEASE_OUTCOME=succeeded\n");
    }

    [Fact]
    public async Task A_region_that_the_fleet_file_gains_is_released_without_a_change_of_the_pipeline()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync("uk", "brazil");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");
        await fleet.PublishAsync("1.2.4");

        var deploy = await jobs.RunAllAsync(("CI_COMMIT_TAG", "1.2.4"));

        deploy.Code.ShouldBe(0, deploy.Output);
        foreach (var region in (string[])["uk", "brazil"])
        {
            (await fleet.PageOf(region)).ShouldContain("Version 1.2.4", Case.Sensitive, deploy.Output);
            RecordFormat.Read(region, jobs.Read($"artifacts/{region}.json")).Outcome.ShouldBe(Outcome.Succeeded);
        }
    }

    // GitLab puts variables of the settings before those of a job, and so does the runner here.
    [Fact]
    public async Task Variables_of_the_projects_settings_change_neither_the_region_nor_the_version_of_a_job()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync("uk", "brazil");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");
        await fleet.PublishAsync("1.2.4");

        var deploy = await jobs.RunAllAsync(
            ("CI_COMMIT_TAG", "1.2.4"),
            ("REGION", "uk"),
            ("REGIONS", "uk"),
            ("CLUSTERS", "uk"),
            ("VERSION", "3.12"),
            ("LOGIN", "admin")
        );

        deploy.Code.ShouldBe(0, deploy.Output);
        foreach (var region in (string[])["uk", "brazil"])
        {
            (await fleet.PageOf(region)).ShouldContain("Version 1.2.4", Case.Sensitive, deploy.Output);
            jobs.Read($"artifacts/{region}.env").ShouldContain("RELEASE_VERSION=1.2.4\n");
        }
    }

    [Fact]
    public async Task Tests_of_the_application_that_fail_keep_its_release_back()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync("uk");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");
        await fleet.PublishAsync("1.2.4", ("broken", ""));

        var deploy = await jobs.RunAllAsync(("CI_COMMIT_TAG", "1.2.4"));

        deploy.Code.ShouldNotBe(0, deploy.Output);
        jobs.Has("artifacts/images.json").ShouldBeFalse();
        (await fleet.PageOf("uk")).ShouldContain($"Version {StagedFleet.From}");
    }

    [Fact]
    public async Task A_schedule_publishes_the_page_of_the_fleet_also_of_one_that_is_not_healthy()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync("uk", "brazil");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");
        var main = fleet.Git("branch", "--show-current").Trim();
        (string, string)[] schedule = [("CI_PIPELINE_SOURCE", "schedule"), ("CI_COMMIT_BRANCH", main)];
        fleet["brazil"].Faults.Add(FaultKind.CrashLoop);
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        var made = await jobs.RunAllAsync(schedule);

        made.Code.ShouldBe(0, made.Output);
        made.Output.ShouldNotContain("deploy-regions");
        made.Output.ShouldNotContain("staging-regions");
        var page = ReadPage.Of(jobs.Read("public/index.html"));
        page.Text("h1").ShouldContain("not healthy");
        page.Texts("#trouble h3").ShouldHaveSingleItem().ShouldStartWith("brazil");
        page.Rows("#runs table").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_schedule_of_a_topic_branch_publishes_nothing()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartAsync("uk");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");

        var made = await jobs.RunAllAsync(("CI_PIPELINE_SOURCE", "schedule"), ("CI_COMMIT_BRANCH", "topic"));

        made.Code.ShouldBe(0, made.Output);
        jobs.Has("public/index.html").ShouldBeFalse(made.Output);
    }

    [Fact]
    public async Task A_branch_opens_the_staging_regions_and_is_released_to_the_one_that_is_pressed()
    {
        GitLabJobs.Require();
        await using var fleet = await StagedFleet.StartStagingAsync("alpha", "beta");
        var jobs = await GitLabJobs.InstallAsync(fleet, "1.2.3");
        var commit = fleet.Git("rev-parse", "HEAD").Trim();
        await fleet.PushAsync(commit);

        var opened = await jobs.RunAsync("staging-regions", ("CI_COMMIT_BRANCH", "topic"));
        opened.Code.ShouldBe(0, opened.Output);
        var deploy = await jobs.RunOfRegionsAsync(
            "deploy beta",
            ("CI_COMMIT_BRANCH", "topic"),
            ("CI_COMMIT_SHA", commit)
        );

        deploy.Code.ShouldBe(0, deploy.Output);
        jobs.Read("artifacts/beta.env").ShouldContain($"RELEASE_VERSION={commit}\n");
        jobs.Has("artifacts/alpha.json").ShouldBeFalse();
    }
}
