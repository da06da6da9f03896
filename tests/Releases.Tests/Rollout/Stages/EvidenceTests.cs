using Foundation.Limits;
using k8s.Models;
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
    public void Events_of_what_only_has_a_name_like_it_or_had_its_name_before_are_left_out()
    {
        Corev1Event[] events =
        [
            Warning("web-7d9", "uid-web", "Unhealthy", "probe of web failed"),
            Warning("web-admin-5c4", "uid-admin", "Unhealthy", "probe of web-admin failed"),
            Warning("web-7d9", "uid-before", "BackOff", "of a pod that had the name"),
        ];

        Evidence.EventsOf(["uid-web"], events).ShouldBe(["Unhealthy: probe of web failed"]);

        static Corev1Event Warning(string name, string uid, string reason, string message) =>
            new()
            {
                InvolvedObject = new() { Name = name, Uid = uid },
                Type = "Warning",
                Reason = reason,
                Message = message,
            };
    }

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
        ).Count.ShouldBe(100);

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
