using Releases.Records;

namespace Pipeline.Tests.Reports;

public sealed class ReleaseReportTests
{
    private static readonly ReadPage Page = ReadPage.Of(SampleRuns.Failed);

    [Fact]
    public void It_starts_with_what_was_released_and_how_that_ended()
    {
        Page.Title.ShouldBe("Deploy 1.2.3 failed: release report");
        Page.Text("h1").ShouldBe("Deploy 1.2.3 ✕ failed");
        Page.Text(".lead").ShouldBe("Done in 1 of 3 regions; half way in qatar; not in ksa.");
    }

    [Theory]
    [InlineData("Released by", "Ann")]
    [InlineData("From the machine", "laptop")]
    [InlineData("CI job", "https://ci.example.com/jobs/7")]
    [InlineData("Commit", "0123456789abcdef")]
    [InlineData("Began", "2026-01-02 03:04:05Z")]
    [InlineData("Ended", "2026-01-02 03:05:45Z")]
    [InlineData("Took", "1m 40s")]
    public void It_says_who_when_and_from_where(string name, string value) => Page.Fact(name).ShouldBe(value);

    [Fact]
    public void The_CI_job_can_be_followed() =>
        Page["dl.facts a"].GetAttribute("href").ShouldBe("https://ci.example.com/jobs/7");

    [Fact]
    public void It_names_the_images_with_their_digests() =>
        Page.Rows("#images table").ShouldBe(["example.azurecr.io/app:1.2.3 | sha256:0123"]);

    [Fact]
    public void It_says_what_each_region_ran_and_runs() =>
        Page.Rows("#regions .overview")
            .ShouldBe([
                "uk | ✓ succeeded | 1.2.2 | 1.2.3 | 1 | aks | 20s | 1.0s | 19s",
                "qatar | ✕ failed | 1.2.2 | 1.2.3, not verified | 2 | aks | nothing to do | 1.0s | failed 29s",
                "ksa | – skipped | not known | not known | 3 | gke | – | – | –",
            ]);

    [Fact]
    public void Each_region_has_its_stages_and_the_workloads_that_were_changed()
    {
        Page.Texts("details.region summary").ShouldBe(["uk ✓ succeeded", "qatar ✕ failed"]);
        Page.Rows("details.region:first-of-type table:first-of-type")
            .ShouldBe([
                "migrate | ✓ done | 03:04:15Z | 20s | migrated in 20s",
                "set image | ✓ done | 03:04:35Z | 1.0s | 2 of 2 workloads changed",
                "verify | ✓ done | 03:04:36Z | 19s | 2 workloads rolled out",
            ]);
        Page.Rows("details.region:first-of-type .workloads")
            .ShouldBe([
                "Deployment web | example.azurecr.io/app:1.2.2 | example.azurecr.io/app:1.2.3",
                "CronJob cleanup | example.azurecr.io/app:1.2.2 | example.azurecr.io/app:1.2.3",
            ]);
    }

    [Fact]
    public void A_failure_has_all_that_a_person_needs_to_go_on()
    {
        Page.Text("article.failure h3").ShouldBe("qatar in verify: ImagePullBackOff");
        Page.Text("article.failure .message").ShouldBe("the image is not there");
        Page.Texts("article.failure code")
            .ShouldBe([
                "web-1",
                "kubectl describe pod web-1",
                "./build.sh --target=CheckRollback --version=1.2.2 --from=1.2.3",
                "./build.sh --target=Deploy --version=1.2.3 --regions=qatar",
            ]);
        Page.Texts("article.failure pre span").ShouldBe(["first line", "", "last line", "BackOff: pulling"]);
    }

    [Fact]
    public void The_logs_of_many_failures_do_not_bury_their_reasons()
    {
        var page = ReadPage.Of(SampleRuns.Large(100));

        page.All("article.failure").Count.ShouldBe(10);
        page.All("article.failure details:not([open]) pre").Count.ShouldBe(20);
        Page.All("article.failure details").ShouldBeEmpty();
    }

    [Fact]
    public void It_says_what_the_migrations_mean_for_the_way_back()
    {
        Page.Text("#migrations h3").ShouldBe("From 1.2.2 to 1.2.3 ✕ unsafe");
        Page.Rows("#migrations table")
            .ShouldBe([
                "forms.0002_notes | RemoveField Form.notes | ✕ unsafe | old code reads it | possible | its values",
                "requirements.txt | dependency | ! investigate | edited: django 4 to 5",
            ]);
    }

    [Fact]
    public void Its_navigation_leads_to_every_part() =>
        Page.All("nav a")
            .Select(link => Page[link.GetAttribute("href")!].QuerySelector("h2")!.TextContent)
            .ShouldBe(["Failures", "Timeline", "Regions", "Migrations", "Images"]);

    [Fact]
    public void A_run_that_was_refused_says_why_and_that_nothing_was_touched()
    {
        var page = ReadPage.Of(
            SampleRuns.Failed with
            {
                Outcome = Outcome.Refused,
                Problems = ["uk: the deploy lock is held by Bob", "qatar: not reachable"],
                Regions = [.. SampleRuns.Failed.Regions.Select(Untouched)],
            }
        );

        page.Text(".lead").ShouldBe("Nothing was touched.");
        page.Text("#problems h2").ShouldBe("Why it was refused");
        page.Texts("#problems li").ShouldBe(["uk: the deploy lock is held by Bob", "qatar: not reachable"]);
        page.All("#timeline").ShouldBeEmpty();
    }

    [Fact]
    public void A_record_without_an_end_says_so()
    {
        var page = ReadPage.Of(
            SampleRuns.Failed with
            {
                FinishedAt = null,
                Outcome = Outcome.Running,
                Regions =
                [
                    Untouched(SampleRuns.Failed.Regions[0]) with
                    {
                        Outcome = Outcome.Running,
                        Stages = [new(Stage.Migrate, Outcome.Running, SampleRuns.Start.AddSeconds(1))],
                    },
                ],
            }
        );

        page.Text("h1").ShouldBe("Deploy 1.2.3 ! has no end");
        page.Text(".note").ShouldStartWith("This record has no end");
        page.Fact("Ended").ShouldBe("not known");
        page.Text("details.region summary").ShouldBe("uk ! not finished");
    }

    [Theory]
    [InlineData(Stage.Migrate, "1.2.2", "Done in 0 of 1 region; not in uk.")]
    [InlineData(Stage.SetImage, "not known", "Done in 0 of 1 region; not known in uk.")]
    [InlineData(Stage.Restore, "not known", "Done in 0 of 1 region; not known in uk.")]
    public void Of_a_run_that_was_killed_in_a_stage_it_says_no_more_than_the_record(
        Stage killedIn,
        string live,
        string reach
    )
    {
        var ended = new[] { Stage.Migrate, Stage.SetImage }
            .Where(stage => stage < killedIn)
            .Select(stage => new StageRecord(stage, Outcome.Failed, SampleRuns.Start, 1));
        var page = ReadPage.Of(
            SampleRuns.Failed with
            {
                FinishedAt = null,
                Outcome = Outcome.Running,
                Regions =
                [
                    Untouched(SampleRuns.Failed.Regions[0]) with
                    {
                        Outcome = Outcome.Running,
                        From = "1.2.2",
                        Live = null,
                        Stages = [.. ended, new(killedIn, Outcome.Running, SampleRuns.Start)],
                    },
                ],
            }
        );

        page.Text(".lead").ShouldBe(reach);
        page.Rows("#regions .overview").ShouldHaveSingleItem().ShouldContain($"| 1.2.2 | {live} |");
    }

    [Fact]
    public void A_drill_cannot_be_taken_for_a_release()
    {
        var region = SampleRuns.Failed.Regions[0] with { Provider = "drill" };

        ReadPage.Of(SampleRuns.Failed with { Regions = [region] }).Text(".note").ShouldStartWith("A drill:");
        Page.All(".note").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    public void A_run_on_a_drill_that_is_served_says_so_unless_a_real_region_was_in_it(
        bool first,
        bool second,
        bool isSaid
    )
    {
        var regions = SampleRuns.Failed.Regions;
        var run = SampleRuns.Failed with
        {
            Regions = [regions[0] with { IsDrill = first }, regions[1] with { IsDrill = second }],
        };

        ReadPage
            .Of(run)
            .Texts(".note")
            .Any(note => note.StartsWith("A drill:", StringComparison.Ordinal))
            .ShouldBe(isSaid);
    }

    [Fact]
    public void The_same_record_gives_the_same_page() => ReadPage.Of(SampleRuns.Failed).Html.ShouldBe(Page.Html);

    [Fact]
    public void A_hundred_regions_stay_below_a_megabyte() =>
        ReadPage.Of(SampleRuns.Large(100)).Html.Length.ShouldBeLessThan(1_000_000);

    private static RegionRecord Untouched(RegionRecord region) =>
        region with
        {
            Outcome = Outcome.Skipped,
            Stages = [],
            Workloads = [],
            Failure = null,
        };
}
