using System.Text.Json;
using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Reports;
using Releases.Records;

namespace Pipeline.Tests.Histories;

public sealed class ReleaseHistoryTests
{
    private const string Job = "https://gitlab.example.com/meg/app/-/jobs/17";

    [Fact]
    public async Task Whoever_asks_sees_who_released_what_when_from_where_and_how_that_ended()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.Exported["CI_JOB_URL"] = Job;
        (await fleet.RunAsync("Deploy", "--actor=Grace")).ShouldEndWith(ExitCode.Done);
        fleet.Exported.Clear();
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--regions=south")).ShouldEndWith(ExitCode.Done);

        // Neither a checkout nor a registry nor a version is asked for.
        var run = (await fleet.RunAsync("History", "--app=/nowhere")).ShouldEndWith(ExitCode.Done);

        run.Json.ShouldBeNull();
        run.Errors.ShouldBeEmpty();
        run.Lines[0].ShouldMatch(@"^When +Target +From +To +Outcome +Who$");
        run.Lines[2].ShouldMatch(@"^20..-..-.. ..:..Z  Rollback  1\.2\.3  1\.2\.2  succeeded  Ada$");
        run.Lines[3].ShouldBe($"south; from {Environment.MachineName}");
        run.Lines[4].ShouldMatch(@"^20..-..-.. ..:..Z  Deploy    1\.2\.2  1\.2\.3  succeeded  Grace$");
        run.Lines[5].ShouldBe($"north, south; from {Job}");
        run.Lines[^2]
            .ShouldMatch(@"^2 runs in 2 of 2 regions, since 20..-..-.. ..:..Z\. A region keeps its last 50\.$");
        (await fleet.RunAsync("History", "--regions=north")).Output.ShouldNotContain("Rollback");
    }

    [Fact]
    public async Task Programs_get_every_region_of_every_run_and_people_a_page()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["south"].Faults.Add(FaultKind.MigrationFails);
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);
        using var folder = new TemporaryFolder();

        var run = (
            await fleet.RunAsync("History", "--output=json", $"--report={folder["history.html"]}")
        ).ShouldEndWith(ExitCode.Done);

        var history = run.History;
        // Their clocks tell whole seconds, so that the second may stand before the first.
        history.Entries.Select(entry => entry.Region).ShouldBe(["south", "north"], ignoreOrder: true);
        var (south, north) = (
            history.Entries.Single(entry => entry.Region == "south"),
            history.Entries.Single(entry => entry.Region == "north")
        );
        (south.Target, south.From, south.Version, south.Outcome, south.Actor, south.Host, south.Job).ShouldBe(
            ("Deploy", "1.2.2", "1.2.3", Outcome.Failed, "Ada", Environment.MachineName, null)
        );
        south.EndedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(south.At);
        south.Reason.ShouldNotBeNull().ShouldStartWith("BackoffLimitExceeded: Job migration failed: ");
        (north.Outcome, north.Serves).ShouldBe((Outcome.Succeeded, "1.2.3"));
        var page = ReadPage.Of(
            await File.ReadAllTextAsync(folder["history.html"], TestContext.Current.CancellationToken)
        );
        page.Text("h1").ShouldBe("Release history");
        var rows = string.Join('\n', page.Rows("#runs table"));
        rows.ShouldMatch(@"20.* \| Deploy \| 1\.2\.2 \| 1\.2\.3 \| ✕ failed \| Ada \| south \| ");
        rows.ShouldMatch(@"✓ succeeded \| Ada \| north \| ");
    }

    [Fact]
    public async Task A_region_that_cannot_be_read_is_said_and_the_others_are_told()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);
        await File.WriteAllTextAsync(
            fleet.Kubeconfig,
            fleet.KubeconfigWithout("south"),
            TestContext.Current.CancellationToken
        );

        var run = (await fleet.RunAsync("History")).ShouldEndWith(ExitCode.Done);

        run.Lines.ShouldContain(line => line.StartsWith("north; from "));
        run.Said.ShouldContain("Not read: south: ");
        run.Said.ShouldContain("no context 'south'");
        run.Lines[^2].ShouldStartWith("1 run in 1 of 2 regions, since ");
        (await fleet.RunAsync("History", "--regions=south"))
            .ShouldEndWith(ExitCode.Failed)
            .Lines.ShouldContain("Region south could not be read.");
    }

    [Fact]
    public async Task A_run_that_cannot_be_noted_is_released_all_the_same()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync(
            line =>
            {
                if (line.Contains("set image: started", StringComparison.Ordinal))
                    fleet["north"].Access.Deny("update", "leases.coordination.k8s.io");
            },
            "--rollout-timeout=1m"
        );

        run.ShouldEndWith(ExitCode.Done).Said.ShouldContain("warning: the history could not note this run: ");
        run.Region("north").Outcome.ShouldBe(Outcome.Succeeded);
        fleet["north"].Access.AllowAll();
        (await fleet.RunAsync("History")).Lines.ShouldContain(line => line.EndsWith("NO END NOTED  Ada"));
    }

    [Fact]
    public async Task Whoever_stops_a_run_is_noted_as_well()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunUntilAsync("set image: started")).ShouldEndWith(ExitCode.Interrupted);

        (await fleet.RunAsync("History")).Lines.ShouldContain(line => line.EndsWith("INTERRUPTED  Ada"));
    }

    [Fact]
    public async Task A_run_that_applies_manifests_is_noted_and_one_that_only_looks_is_not()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.WriteManifest("settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }");
        (await fleet.RunAsync("ApplyManifests")).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);
        await fleet.RunAsync("VerifyRollout", "--exclusive", "--version=1.2.2");

        var run = (await fleet.RunAsync("History", "--output=markdown")).ShouldEndWith(ExitCode.Done);

        run.Lines.Where(line => line.StartsWith("| 20", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .ShouldMatch(@"^\| 20.*Z \| ApplyManifests \| .* \| succeeded \| Ada \| north \| ");
    }

    [Fact]
    public async Task A_note_that_somebody_has_written_shows_nothing_that_a_terminal_obeys()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        var entry =
            """[{"at":"2026-01-02T03:04:05Z","target":"Deploy","version":"\u001b[2J|<b>","actor":"\u202eeve","host":"h\u0007","run":"r"}]""";
        var annotation = JsonSerializer.Serialize(entry);
        fleet["north"]
            .Apply(
                $$$"""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata:
                  name: release-migration-history
                  namespace: default
                  annotations: { release.megsupporttools.com/history: {{{annotation}}} }
                spec: {}
                """
            );

        foreach (var format in new[] { "table", "markdown" })
        {
            var run = (await fleet.RunAsync("History", $"--output={format}")).ShouldEndWith(ExitCode.Done);

            run.Output.ShouldContain("\ufffdeve");
            run.Output.Where(letter => char.IsControl(letter) && letter is not ('\n' or '\r')).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_fleet_that_nobody_has_released_to_says_so()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        (await fleet.RunAsync("History"))
            .ShouldEndWith(ExitCode.Done)
            .Output.Trim()
            .ShouldBe("No run is noted in 2 of 2 regions.");
    }
}
