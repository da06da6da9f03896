using System.Text.Json.Nodes;
using Migrations.Verdicts;
using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Tests.Drills;

public sealed class DrillTests(FinishedDrills drills) : IClassFixture<FinishedDrills>
{
    private const string Image = "megforms.azurecr.io/megforms";
    private static readonly string[] MigrationLog =
    [
        "Operations to perform:",
        "  Apply all migrations: admin, audits, auth, contenttypes, sessions",
        "Running migrations:",
        "  Applying audits.0041_audit_archived... OK",
        "  Applying audits.0042_issue_due_date... OK",
    ];

    [Fact]
    public async Task The_whole_fleet_goes_from_one_version_to_the_next()
    {
        var run = (await CommandRun.DrillAsync("--actor=Ada")).ShouldEndWith(ExitCode.Done);

        var record = run.Record;
        (record.Schema, record.Target, record.Version, record.Actor).ShouldBe((1, "Drill", "1.2.3", "Ada"));
        (record.Outcome, record.Host, record.Pipeline).ShouldBe((Outcome.Succeeded, Environment.MachineName, null));
        record.Commit.ShouldNotBeNull().Length.ShouldBe(40);
        record.FinishedAt.ShouldNotBeNull().ShouldBeGreaterThan(record.StartedAt);
        record.Regions.Select(region => region.Name).ShouldBe(["uk", "production", "uae", "au", "us", "qatar", "ksa"]);
        record.Regions.Select(region => region.Wave).ShouldBe([1, 2, 2, 2, 2, 2, 2]);
        foreach (var region in record.Regions)
            ShouldBeReleased(region);
        run.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void The_last_screen_shows_every_region_and_where_the_record_lies()
    {
        var run = drills.OneAfterTheOther;

        run.LastScreen[0].ShouldMatch("^Region +Wave +From +Migrate +Set image +Verify +Live +Outcome$");
        run.LastScreen[2].ShouldMatch("^uk +1 +1.2.2 +done .* +done .* +done .* +1.2.3 +succeeded$");
        run.LastScreen[3].ShouldMatch("^au +2 +1.2.2 +done .* +done .* +done .* +1.2.3 +succeeded$");
        run.Verdict.ShouldMatch(@"^Drill 1\.2\.3 succeeded in .*: 2 of 2 regions\.$");
        run.LastScreen[^2].ShouldMatch(@"^Record: .*record\.json$");
    }

    [Fact]
    public void The_verdict_names_the_migrations_that_the_log_shows()
    {
        var verdict = drills.OneAfterTheOther.Record.Migrations.ShouldHaveSingleItem();
        (verdict.From, verdict.Verdict).ShouldBe(("1.2.2", Verdict.Clear));
        string[] names = [.. verdict.Migrations.Select(migration => $"{migration.App}.{migration.Name}")];
        names.ShouldBe(["audits.0041_audit_archived", "audits.0042_issue_due_date"]);
        foreach (var name in names)
            MigrationLog.ShouldContain($"  Applying {name}... OK");
    }

    [Fact]
    public async Task Only_the_named_regions_take_part()
    {
        var run = (await CommandRun.DrillAsync("--regions=qatar,uae")).ShouldEndWith(ExitCode.Done);

        run.Record.Regions.Select(region => region.Name).ShouldBe(["uae", "qatar"], ignoreOrder: true);
        run.Output.ShouldNotContain("[uk]");
    }

    [Fact]
    public async Task No_region_of_a_wave_starts_before_the_wave_before_is_verified()
    {
        var run = (await CommandRun.DrillAsync("--regions=uk,au,us,ksa", "--waves=ksa;au,us;uk")).ShouldEndWith(
            ExitCode.Done
        );

        run.Record.Regions.OrderBy(region => region.Wave)
            .Select(region => $"{region.Wave} {region.Name}")
            .ShouldBe(["1 ksa", "2 au", "2 us", "3 uk"]);
        run.LineOf("au", "migrate: started").ShouldBeGreaterThan(run.LineOf("ksa", "verify: done"));
        run.LineOf("us", "migrate: started").ShouldBeGreaterThan(run.LineOf("ksa", "verify: done"));
        run.LineOf("uk", "migrate: started").ShouldBeGreaterThan(run.LineOf("au", "verify: done"));
        run.LineOf("uk", "migrate: started").ShouldBeGreaterThan(run.LineOf("us", "verify: done"));
    }

    [Fact]
    public void Regions_of_one_wave_do_not_wait_for_one_another()
    {
        var run = drills.SideBySide;

        run.LineOf("uk", "migrate: started").ShouldBeLessThan(run.LineOf("au", "verify: done"));
        run.LineOf("au", "migrate: started").ShouldBeLessThan(run.LineOf("uk", "verify: done"));
    }

    [Fact]
    public void A_followed_migration_shows_each_line_of_each_region_once()
    {
        LogOf(drills.SideBySide, "uk").ShouldBe(MigrationLog);
        LogOf(drills.SideBySide, "au").ShouldBe(MigrationLog);
    }

    [Fact]
    public void A_migration_that_nobody_follows_is_not_shown() => LogOf(drills.OneAfterTheOther, "uk").ShouldBeEmpty();

    [Fact]
    public async Task Another_version_follows_from_the_one_before_it()
    {
        var run = (await CommandRun.DrillAsync("--regions=uk", "--version=4.0.0")).ShouldEndWith(ExitCode.Done);

        run.Region("uk").From.ShouldBe("3.0.0");
        run.Region("uk").Workloads[0].To.ShouldBe($"{Image}:4.0.0");
    }

    [Fact]
    public void The_record_is_complete_JSON_with_lower_case_outcomes_and_times_in_UTC()
    {
        var json = JsonNode.Parse(drills.OneAfterTheOther.Json!)!;
        json["schema"]!.GetValue<int>().ShouldBe(1);
        json["outcome"]!.GetValue<string>().ShouldBe("succeeded");
        var stage = json["regions"]![0]!["stages"]![2]!;
        stage["name"]!.GetValue<string>().ShouldBe("Verify");
        stage["outcome"]!.GetValue<string>().ShouldBe("succeeded");
        stage["startedAt"]!.GetValue<string>().ShouldMatch(@"(Z|\+00:00)$");
        stage["seconds"]!.GetValue<double>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_temporary_checkout_is_gone_afterwards()
    {
        var line = drills.OneAfterTheOther.Lines.Single(line =>
            line.Contains("tag 1.2.3 pushed to ", StringComparison.Ordinal)
        );
        var remote = line.Split("pushed to ")[1].Split(" at ")[0];
        remote.ShouldEndWith("/origin.git");
        Directory.Exists(Path.GetDirectoryName(remote)).ShouldBeFalse();
    }

    [Fact]
    public void Outside_of_GitLab_the_output_has_no_sections_and_off_a_terminal_no_colours()
    {
        drills.OneAfterTheOther.Output.ShouldNotContain("section_");
        drills.OneAfterTheOther.Output.ShouldNotContain("\e");
    }

    private static void ShouldBeReleased(RegionRecord region)
    {
        (region.Provider, region.Outcome, region.From, region.Failure).ShouldBe(
            ("drill", Outcome.Succeeded, "1.2.2", null)
        );
        region.Stages.Select(stage => stage.Name).ShouldBe([Stage.Migrate, Stage.SetImage, Stage.Verify]);
        region.Stages.ShouldAllBe(stage => stage.Outcome == Outcome.Succeeded && stage.Seconds > 0);
        region.Workloads.ShouldBe([
            new WorkloadRecord("Deployment", "scheduler", $"{Image}:1.2.2", $"{Image}:1.2.3"),
            new WorkloadRecord("Deployment", "web", $"{Image}:1.2.2", $"{Image}:1.2.3"),
            new WorkloadRecord("Deployment", "worker", $"{Image}:1.2.2", $"{Image}:1.2.3"),
            new WorkloadRecord("CronJob", "cleanup", $"{Image}:1.2.2", $"{Image}:1.2.3"),
            new WorkloadRecord("Deployment", "static", $"{Image}:1.2.2-static", $"{Image}:1.2.3-static"),
        ]);
    }

    private static string[] LogOf(FinishedRun run, string region) =>
        [
            .. run
                .Lines.Where(line => line.Contains($"[{region}] migrate: | ", StringComparison.Ordinal))
                .Select(line => line.Split(" migrate: | ")[1]),
        ];
}
