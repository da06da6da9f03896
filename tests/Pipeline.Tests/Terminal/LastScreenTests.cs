using Drill.Faults;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Terminal;

public sealed class LastScreenTests
{
    [Fact]
    public async Task A_region_whose_new_pods_never_start_is_mixed_and_later_ones_still_run_what_they_ran()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        // The pods that serve are old ones, while the CronJob starts the new version already.
        (run.Region("north").Live, run.Region("south").Live).ShouldBe(("mixed 1.2.2/1.2.3", "1.2.2"));
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
        run.LastScreen[2].ShouldMatch("^north .* mixed( 1.2.2/1.2.3)? +FAILED$");
        run.LastScreen[3].ShouldMatch("^south .* 1.2.2 +skipped$");
    }

    [Fact]
    public async Task It_begins_with_what_happened_where_and_what_serves()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        var sentence = run.Lines.ToList().IndexOf(run.Verdict);
        run.Verdict.ShouldEndWith(": not in north, south.");
        run.Lines[sentence + 1].ShouldBe("Serving now: 1.2.2 in north, south.");
        run.Lines[sentence + 3].ShouldBe(run.LastScreen[0]);
        run.Output.ShouldNotContain("=====");
        run.Output.ShouldNotContain("Duration");
        run.Errors.ShouldNotContain("An error occurred when executing task");
    }

    [Fact]
    public async Task Cakes_own_table_is_for_who_asks_and_calls_no_gate_done_that_no_lane_entered()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);

        var run = (await fleet.RunAsync("Deploy", "--verbosity=verbose")).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain(line => line.StartsWith("Task  ", StringComparison.Ordinal));
        StatusOf(run, "Preflight").ShouldBe("Succeeded");
        StatusOf(run, "MigrateCluster").ShouldBe("Failed");
        StatusOf(run, "SetImage").ShouldBe("Skipped");
        StatusOf(run, "VerifyRollout").ShouldBe("Skipped");
    }

    [Fact]
    public async Task Nor_does_it_call_a_gate_done_that_was_interrupted()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("step 1");

        var run = (await fleet.RunUntilAsync("| step 1", "--verbosity=verbose")).ShouldEndWith(ExitCode.Interrupted);

        StatusOf(run, "MigrateCluster").ShouldNotBe("Succeeded");
    }

    private static string StatusOf(FinishedRun run, string task) =>
        run.Lines.Last(line => line.StartsWith($"{task} ", StringComparison.Ordinal)).Split(' ')[^1];

    [Fact]
    public async Task After_Control_C_it_says_what_is_live_where()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        fleet["south"].MigrationScript = _ => ContainerProgram.Serves("step 1");

        var run = (await fleet.RunUntilAsync("| step 1")).ShouldEndWith(ExitCode.Interrupted);

        run.Record.Regions.Select(region => (region.Name, region.Live))
            .ShouldBe([("north", "1.2.3"), ("south", "1.2.2"), ("west", "1.2.2")]);
        run.LastScreen.ShouldContain("next: run the same command again; it does only what is left");
    }

    [Fact]
    public async Task What_cannot_be_read_any_more_is_said_and_not_guessed()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync(CutOff, "--rollout-timeout=2s");

        run.ShouldEndWith(ExitCode.Failed).Region("north").Live!.ShouldMatch("^unknown: .*pods");
        run.LastScreen[2].ShouldMatch("^north .* unknown +FAILED$");
        run.LastScreen.ShouldContain($"./build.sh --target=Status --regions=north '--fleet={fleet.FleetFilePath}'");

        void CutOff(string line)
        {
            if (line.EndsWith("verify: started", StringComparison.Ordinal))
                fleet["north"].Access.Deny("list", "pods");
        }
    }

    [Fact]
    public async Task The_job_of_a_tag_that_was_overtaken_ends_in_one_line_and_touches_nothing()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        (await fleet.RunAsync("Deploy", "--regions=south")).ShouldEndWith(ExitCode.Done);
        var requests = fleet["south"].Requests.Count;

        var run = (await fleet.RunTagJobAsync("1.2.2")).ShouldEndWith(ExitCode.Refused);

        const string Line =
            "newer version is live: north 1.2.2, south 1.2.3; 1.2.2 was not released, nothing was touched";
        run.Lines.Last(line => line.Length > 0).ShouldBe(Line);
        run.Record.Problems.ShouldBe([Line]);
        run.Record.Outcome.ShouldBe(Outcome.Refused);
        fleet["south"].Requests.Skip(requests).Where(request => request.IsWrite).ShouldBeEmpty();
    }

    [Fact]
    public async Task Half_way_to_a_newer_version_is_newer_too_and_what_is_unknown_is_said()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.RunUntilAsync($"web -> {fleet.Image}:1.2.3", "--regions=south");
        fleet["north"].Access.Deny("list", "deployments.apps");

        var run = (await fleet.RunTagJobAsync("1.2.2")).ShouldEndWith(ExitCode.Refused);

        run.Record.Problems.ShouldHaveSingleItem()
            .ShouldStartWith("newer version is live: north unknown, south mixed 1.2.2/1.2.3; ");
    }
}
