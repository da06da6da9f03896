using Foundation.Limits;
using Loopback;
using Releases.Records;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Stages;

namespace Releases.Tests.Rollout.Stages;

public sealed class EvidenceTests
{
    private static readonly Symptom Crash = new("CrashLoopBackOff", "it crashes", TimeSpan.Zero)
    {
        Pod = "web-1",
        Container = "web",
    };

    [Fact]
    public async Task A_line_of_megabytes_is_cut_before_it_reaches_the_record()
    {
        var large = new string('x', 5 * 1024 * 1024);
        var lines = await LinesAsync(exchange => exchange.StreamAsync($"one\n{large}\ntwo\n"));

        lines.Count.ShouldBe(3);
        lines[0].ShouldBe("one");
        lines[1].Length.ShouldBeLessThan(InputLimits.KeptLine + 100);
        lines[1].ShouldEndWith("more characters)");
        lines[2].ShouldBe("two");
    }

    [Fact]
    public async Task More_lines_than_were_asked_for_are_not_kept() =>
        (
            await LinesAsync(exchange => exchange.StreamAsync(string.Concat(Enumerable.Repeat("x\n", 10_000))))
        ).Count.ShouldBe(25);

    [Fact]
    public async Task A_log_that_breaks_off_is_none() =>
        (
            await LinesAsync(async exchange =>
            {
                await exchange.BeginStreamAsync();
                await exchange.ChunkAsync("half");
                exchange.Reset();
            })
        ).ShouldBeEmpty();

    [Fact]
    public void Long_lines_of_a_failure_are_cut_wherever_they_come_from()
    {
        var failure = new FailureRecord(null, "Unexpected", "x")
        {
            Log = [new string('x', InputLimits.KeptLine + 5)],
            Events = ["short"],
        };

        failure.Log.ShouldBe([$"{new string('x', InputLimits.KeptLine)}… (5 more characters)"]);
        failure.Events.ShouldBe(["short"]);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(Func<Exchange, Task> answer)
    {
        await using var server = new LoopbackServer(answer);
        using var lane = new StageLane(server);
        return await Evidence.LastLinesAsync(lane.Lane, Crash, TestContext.Current.CancellationToken);
    }
}
