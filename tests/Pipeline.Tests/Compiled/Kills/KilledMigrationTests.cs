using Drill.Kubelet;
using Migrations.Verdicts;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Rollbacks;
using Releases.Records;

namespace Pipeline.Tests.Compiled.Kills;

public sealed class KilledMigrationTests
{
    private const string First = "forms.0003_form_owner";
    private const string Second = "forms.0004_form_code";

    [Fact]
    public async Task After_a_kill_in_the_middle_the_next_run_says_where_the_schema_stands()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear, SampleMigrations.Unsafe);
        var attempts = 0;
        // The first attempt goes on long enough to be killed in its middle, however slow the run is.
        fleet["north"].MigrationScript = _ =>
            Interlocked.Increment(ref attempts) == 1
                ? Failing([
                    $"  Applying {First}... OK",
                    .. Enumerable.Range(1, 400).Select(line => $"rewriting {line}"),
                ])
                : Failing([]);
        using var folder = new TemporaryFolder();
        await using var killed = CompiledCommand.On(fleet, folder, "Deploy", "--version=1.2.4", "--tail-migration");
        await killed.SaysAsync($"2 of 2: {Second}");
        await killed.KillAsync();
        var left = (await killed.EndAsync(folder["record.json"])).Region("north").Schema.ShouldNotBeNull();

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        left.In(StepState.Applied).ShouldBe([First]);
        left.In(StepState.Running).ShouldBe([Second]);
        var schema = run.Region("north").Schema.ShouldNotBeNull();
        (schema.In(StepState.Applied).Single(), schema.In(StepState.Failed).Single()).ShouldBe((First, Second));
        schema.Serving.ShouldNotBeNull().Verdict.ShouldBe(Verdict.Clear);
        run.Screen.ShouldContain("serving: 1.2.2 can run on this schema");
        run.Screen.ShouldContain("cause: deadlock: ");
    }

    private static ContainerProgram Failing(IReadOnlyList<string> before) =>
        ContainerProgram.Exits(
            1,
            [
                "Running migrations:",
                .. before,
                "django.db.utils.OperationalError: deadlock detected",
                $"  Applying {Second}...",
            ]
        );
}
