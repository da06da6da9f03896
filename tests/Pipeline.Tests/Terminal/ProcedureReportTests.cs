using System.Diagnostics;
using Migrations.Verdicts;
using Pipeline.Terminal;
using Releases.Plans;

namespace Pipeline.Tests.Terminal;

public sealed class ProcedureReportTests
{
    private static readonly ReleasePlan Plan = new()
    {
        Version = "1.2.3",
        Regions = [Region("north", "echo north is done"), Region("south", "echo south is done")],
    };

    [Fact]
    public async Task Regions_are_released_one_after_another() =>
        (await RunAsync(Plan)).ShouldBe((0, "north is done\nsouth is done\n"));

    [Fact]
    public async Task A_region_that_fails_keeps_the_next_from_being_touched()
    {
        var plan = Plan with { Regions = [Region("north", "(", "false", ")"), Plan.Regions[1]] };

        (await RunAsync(plan)).ShouldBe((1, ""));
    }

    [Fact]
    public async Task An_alias_of_the_person_for_kubectl_is_not_in_the_way()
    {
        var plan = Plan with { Regions = [Region("north", "kubectl() { echo north \"$@\"; }", "kubectl is done")] };

        var ended = await RunAsync(output =>
        {
            output.WriteLine("alias kubectl='kubecolor --context north'");
            ProcedureReport.Write(output, plan);
        });

        ended.ShouldBe((0, "north is done\n"));
    }

    [Theory]
    [MemberData(nameof(Objections))]
    public async Task What_speaks_against_the_release_is_said_and_nothing_runs(string says, ReleasePlan plan)
    {
        var (exitCode, output) = await RunAsync(plan);

        exitCode.ShouldBe(3, output);
        output.ShouldContain(says);
        output.ShouldNotContain("is done");
        // Without that line it runs.
        (await RunAsync(plan, line => line != "exit 3")).ExitCode.ShouldBe(0);
    }

    public static TheoryData<string, ReleasePlan> Objections =>
        new()
        {
            { "it's $(locked) by `Ann`!", Plan with { Findings = ["uk: it's $(locked) by `Ann`!"] } },
            {
                "shop:1.2.3 is not in the registry yet",
                Plan with
                {
                    Images = [new PlannedImage("shop:1.2.3", ImageState.Missing)],
                }
            },
            {
                "south: its workloads could not be read",
                Plan with
                {
                    Regions = [Plan.Regions[0], Region("south") with { Procedure = null }],
                }
            },
            {
                "north: a release would back up its database first",
                Plan with
                {
                    Regions = [Plan.Regions[0] with { Backup = "1.2.2 cannot run on the new schema" }],
                }
            },
        };

    [Theory]
    [InlineData(Verdict.Clear, 0)]
    [InlineData(Verdict.Investigate, 3)]
    [InlineData(Verdict.Unsafe, 3)]
    public async Task A_way_back_that_is_not_clear_says_so_and_runs_nothing(Verdict verdict, int exitCode)
    {
        var judged = new MigrationVerdict
        {
            From = "1.2.3",
            To = "1.2.2",
            Verdict = verdict,
            Migrations = [],
            OtherChanges = [],
        };
        var ended = await RunAsync(output =>
            ProcedureReport.WriteRollback(output, [new("1.2.3", ["north"], judged)], [Plan.Regions[0]])
        );

        ended.ExitCode.ShouldBe(exitCode, ended.Output);
        ended.Output.ShouldContain("north: from 1.2.3 to 1.2.2: ");
        ended.Output.Contains("is done", StringComparison.Ordinal).ShouldBe(exitCode == 0);
    }

    [Fact]
    public async Task A_way_back_that_a_region_objects_to_runs_nothing()
    {
        var judged = new MigrationVerdict
        {
            From = "1.2.3",
            To = "1.2.2",
            Verdict = Verdict.Clear,
            Migrations = [],
            OtherChanges = [],
        };

        var region = Plan.Regions[0] with
        {
            Objections = [("north: an older version is live, 1.2.1", "leave north out")],
        };

        var (exitCode, output) = await RunAsync(writer =>
            ProcedureReport.WriteRollback(writer, [new("1.2.3", ["north"], judged)], [region])
        );

        exitCode.ShouldBe(3, output);
        output.ShouldContain("north: an older version is live, 1.2.1: leave north out");
    }

    [Fact]
    public async Task A_text_with_control_characters_stays_a_text()
    {
        var (exitCode, output) = await RunAsync(Plan with { Findings = ["one\nexit 0\u001b[201~\rtwo"] });

        exitCode.ShouldBe(3, output);
        output.ShouldNotContain("\u001b");
        output.ShouldContain("one exit 0");
    }

    private static RegionPlan Region(string name, params string[] procedure) =>
        new()
        {
            Name = name,
            Provider = "context",
            Wave = 1,
            Procedure = procedure,
        };

    private static Task<(int ExitCode, string Output)> RunAsync(ReleasePlan plan, Func<string, bool>? isKept = null) =>
        RunAsync(output => ProcedureReport.Write(output, plan), isKept);

    private static async Task<(int ExitCode, string Output)> RunAsync(
        Action<TextWriter> write,
        Func<string, bool>? isKept = null
    )
    {
        var text = new StringWriter { NewLine = "\n" };
        write(text);
        var start = new ProcessStartInfo("sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync(
            string.Join('\n', text.ToString().Split('\n').Where(isKept ?? (_ => true)))
        );
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output);
    }
}
