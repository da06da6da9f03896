using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Locks;

/// <summary>What a person is asked: on which stream, and that Ctrl-C is an answer.</summary>
public sealed partial class QuestionTests
{
    private const string LockQuestion = "Release the lock of north? [y/N] ";

    [Theory]
    [InlineData("y", ExitCode.Done)]
    [InlineData("yes", ExitCode.Done)]
    [InlineData("n", ExitCode.Refused)]
    [InlineData("", ExitCode.Refused)]
    public async Task A_lock_is_freed_when_the_answer_is_yes(string answer, int exitCode)
    {
        await using var fleet = await LockedFleetAsync();

        var run = (await fleet.AskedAsync(answer, "Unlock")).ShouldEndWith(exitCode);

        run.Errors.ShouldContain(LockQuestion);
        run.Output.ShouldNotContain("[y/N]");
        IsLocked(fleet).ShouldBe(exitCode != ExitCode.Done);
    }

    [Fact]
    public async Task A_lock_that_somebody_else_has_taken_while_the_question_waited_is_left_alone()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        Hold(fleet, "carol on laptop process 3 (here)");

        var run = await fleet.AskedAsync(
            () =>
            {
                Hold(fleet, "dave on runner process 4 (there)");
                return "y";
            },
            "Unlock"
        );

        run.ShouldEndWith(ExitCode.Refused).Said.ShouldContain("north: the deploy lock is now held by dave on runner");
        run.Output.ShouldNotContain("the deploy lock is free");
        LeaseOf(fleet)!["spec"]!["holderIdentity"]!.GetValue<string>().ShouldBe("dave on runner process 4 (there)");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_that_was_renewed_or_let_go_while_the_question_waited_is_free(bool isRenewed)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        Hold(fleet, "carol on laptop process 3 (here)");

        var run = await fleet.AskedAsync(
            () =>
            {
                if (isRenewed)
                    Hold(fleet, "carol on laptop process 3 (here)", renewed: "2026-01-02T03:04:15.000000Z");
                else
                    fleet["north"].Delete("leases.coordination.k8s.io", "release");
                return "y";
            },
            "Unlock"
        );

        run.ShouldEndWith(ExitCode.Done).Output.ShouldContain("north: the deploy lock is free");
        LeaseOf(fleet).ShouldBeNull();
    }

    [Fact]
    public async Task Who_frees_a_lock_is_on_record()
    {
        await using var fleet = await LockedFleetAsync();

        var run = (await fleet.AskedAsync("y", "Unlock")).ShouldEndWith(ExitCode.Done);

        run.Record.Target.ShouldBe("Unlock");
        run.Record.Actor.ShouldNotBeEmpty();
        run.Region("north").Outcome.ShouldBe(Outcome.Succeeded);
        run.Output.ShouldNotContain("the live version is unknown");
    }

    [Fact]
    public async Task Whose_lock_was_freed_stands_in_the_regions_history()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        Hold(fleet, "carol on laptop process 3 (here)");

        (await fleet.AskedAsync("y", "Unlock")).ShouldEndWith(ExitCode.Done);

        (await fleet.RunAsync("History", "--regions=north"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("freed the lock of carol on laptop process 3 (here)");
    }

    [Fact]
    public async Task Of_several_regions_those_whose_locks_are_freed_are_named()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].Faults.Add(FaultKind.LockHeld);

        var run = (await fleet.RunAsync("Unlock")).ShouldEndWith(ExitCode.Usage);

        run.ToString().ShouldContain("name where with --regions");
        IsLocked(fleet).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_says_no_in_one_region_is_asked_about_the_rest()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].Faults.Add(FaultKind.LockHeld);
        fleet["south"].Faults.Add(FaultKind.LockHeld);
        var answers = new Queue<string>(["n", "y"]);

        var run = (await fleet.AskedAsync(answers.Dequeue, "Unlock", "--regions=north,south")).ShouldEndWith(
            ExitCode.Failed
        );

        run.Output.ShouldContain("freed in south; left locked in north, where it was not confirmed");
        run.Lines.ShouldContain(line =>
            line.StartsWith("next: to be asked about the rest: ./build.sh --target=Unlock --regions=north ")
            && line.Contains($"--fleet={fleet.FleetFilePath}")
        );
        IsLocked(fleet).ShouldBeTrue();
    }

    [Theory]
    [InlineData("north")]
    [InlineData("west")]
    public async Task A_lock_that_somebody_else_takes_meanwhile_keeps_nobody_from_being_asked_about_the_rest(
        string taken
    )
    {
        string[] regions = ["north", "south", "west"];
        await using var fleet = await StagedFleet.StartAsync(regions);
        foreach (var region in regions)
            Hold(fleet, "carol on laptop process 3 (here)", region: region);
        var asked = new Queue<string>(regions);

        var run = (await fleet.AskedAsync(Yes, "Unlock", $"--regions={string.Join(',', regions)}")).ShouldEndWith(
            ExitCode.Failed
        );

        asked.ShouldBeEmpty();
        var freed = regions.Except([taken]).ToArray();
        run.Said.ShouldContain($"{taken}: the deploy lock is now held by dave on runner");
        run.Said.ShouldContain(
            $"freed in {string.Join(", ", freed)}; left locked in {taken}, where somebody else holds it by now"
        );
        run.ToString().ShouldContain("ask them, or if nobody is there");
        run.ToString().ShouldNotContain("to be asked about the rest");
        run.Record.Outcome.ShouldBe(Outcome.Failed);
        freed.ShouldAllBe(region => LeaseOf(fleet, region) == null);
        LeaseOf(fleet, taken)!["spec"]!["holderIdentity"]!.GetValue<string>().ShouldStartWith("dave");

        string Yes()
        {
            var region = asked.Dequeue();
            if (region == taken)
                Hold(fleet, "dave on runner process 4 (there)", region: region);
            return "y";
        }
    }

    [Theory]
    [InlineData("SetImage", "SetImage 1.2.3 in 1 region? [y/N] ")]
    [InlineData("MigrateCluster", "MigrateCluster 1.2.3 in 1 region? [y/N] ")]
    [InlineData("Tag", "Tag 1.2.3? [y/N] ")]
    public async Task A_target_without_the_checks_before_it_asks(string target, string question)
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.AskedAsync("n", target, "--exclusive")).ShouldEndWith(ExitCode.Refused);

        run.Errors.ShouldContain("--exclusive leaves out every check: ");
        run.Errors.ShouldContain(question);
        fleet["north"].Requests.ShouldNotContain(request => request.IsWrite);
        fleet.Git("ls-remote", "--tags", "origin").ShouldNotContain("refs/tags/1.2.3");
    }

    [Fact]
    public async Task Two_targets_without_checks_ask_once()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        var answers = new Queue<string>(["y"]);

        var run = await fleet.AskedAsync(answers.Dequeue, "MigrateCluster", "--target=SetImage", "--exclusive");

        run.ShouldEndWith(ExitCode.Done).Errors.ShouldContain("MigrateCluster, SetImage 1.2.3 in 1 region? [y/N] ");
        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldEndWith($":{StagedFleet.To}");
    }

    [Fact]
    public async Task A_lock_is_not_freed_where_nobody_is_there_to_ask()
    {
        await using var fleet = await LockedFleetAsync();
        fleet.Exported["CI"] = "";

        (await fleet.RunAsync("Unlock"))
            .ShouldEndWith(ExitCode.Refused)
            .ToString()
            .ShouldContain("nobody is there to ask: add --yes");

        IsLocked(fleet).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_said_yes_before_is_not_asked()
    {
        await using var fleet = await LockedFleetAsync();

        (await fleet.AskedAsync("n", "Unlock", "--yes")).ShouldEndWith(ExitCode.Done).Errors.ShouldNotContain("[y/N]");

        IsLocked(fleet).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Unlock")]
    [InlineData("Deploy")]
    [InlineData("ApplyManifests")]
    public async Task Control_C_while_a_question_waits_ends_the_run(string target)
    {
        await using var fleet = target == "Unlock" ? await LockedFleetAsync() : await StagedFleet.StartAsync("north");
        if (target == "ApplyManifests")
            fleet.WriteManifest("settings.yaml", Settings);
        using var controlC = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();

        try
        {
            var run = await CommandRun.OfAsync(
                fleet.Words(target, []),
                fleet.Environment,
                controlC.Token,
                ask: () =>
                {
                    controlC.Cancel();
                    never.Wait(TestContext.Current.CancellationToken);
                    return "y";
                }
            );

            run.ShouldEndWith(ExitCode.Interrupted).Errors.ShouldContain("[y/N] ");
            run.Output.ShouldNotContain("[y/N]");
        }
        finally
        {
            never.Set();
        }
        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldEndWith($":{StagedFleet.From}");
        fleet["north"].Get("configmaps", "settings").ShouldBeNull();
        if (target == "Unlock")
            IsLocked(fleet).ShouldBeTrue();
    }

    [Fact]
    public void One_file_asks() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "build", "Pipeline"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Asks().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName)
            .ShouldBe(["Confirmation.cs"]);

    private const string Settings = """
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings }
        data: { a: b }
        """;

    private static async Task<StagedFleet> LockedFleetAsync()
    {
        var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.LockHeld);
        return fleet;
    }

    private static bool IsLocked(StagedFleet fleet) => LeaseOf(fleet)?["spec"]?["holderIdentity"] is not null;

    private static JsonObject? LeaseOf(StagedFleet fleet, string region = "north") =>
        fleet[region].Get("leases.coordination.k8s.io", "release");

    private static void Hold(
        StagedFleet fleet,
        string holder,
        string renewed = "2026-01-02T03:04:05.000000Z",
        string region = "north"
    )
    {
        var version = LeaseOf(fleet, region)?["metadata"]!["resourceVersion"]!.GetValue<string>();
        fleet[region]
            .Apply(
                $$"""
                {
                  "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                  "metadata": { "name": "release", "resourceVersion": "{{version}}" },
                  "spec": { "holderIdentity": "{{holder}}", "leaseDurationSeconds": 90,
                    "acquireTime": "2026-01-02T03:04:05.000000Z", "renewTime": "{{renewed}}" }
                }
                """
            );
    }

    // A question is written, or its answer read.
    [GeneratedRegex(
        @"\[y/N\]|\bask\(\)|Task\.Run\(ask|\bAsk[!?]*(\.Invoke)?\(\)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Asks();
}
