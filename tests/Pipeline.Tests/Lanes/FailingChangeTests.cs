using System.Collections.Concurrent;
using Drill.Settings;
using Loopback;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Schedules;
using Releases.Orders;
using Releases.Records;
using Releases.Workloads;

namespace Pipeline.Tests.Lanes;

/// <summary>
/// The server, or a proxy before it, fails while it changes a workload. Whether the change has happened is then not
/// known, and the next attempt may succeed.
/// </summary>
public sealed class FailingChangeTests
{
    private const string Leader = "etcdserver: leader changed";

    private readonly ConcurrentQueue<string> _said = [];

    [Theory]
    [InlineData(500, Leader)]
    [InlineData(502, "bad gateway")]
    [InlineData(503, "the server is currently unable to handle the request")]
    [InlineData(504, "request did not complete within requested timeout")]
    public async Task The_new_image_is_set_again(int status, string words)
    {
        await using var lanes = await StartAsync();
        await using var way = new FailingCalls(lanes["uk"], SetsWeb, times: 1, (status, words));

        var region = await ReleaseAsync(lanes, way, order => order with { Stages = NewImages });

        region.Outcome.ShouldBe(Outcome.Succeeded, string.Join('\n', _said));
        region.Workloads.Select(workload => workload.Name).ShouldBe(["web", "cleanup", "static"]);
        region.Live.ShouldBe(LanesOnClusters.To);
        way.Count.ShouldBe(2);
        _said.ShouldContain(line => line.EndsWith($": {status} {words}; reading what has arrived"));
    }

    [Fact]
    public async Task A_server_that_goes_on_failing_ends_the_stage_with_its_words()
    {
        await using var lanes = await StartAsync();
        await using var way = new FailingCalls(lanes["uk"], SetsWeb, times: 9, (500, Leader));

        var region = await ReleaseAsync(lanes, way, order => order with { Stages = NewImages });

        (region.Outcome, region.Failure!.Stage).ShouldBe((Outcome.Failed, Stage.SetImage));
        region.Failure.Reason.ShouldBe("InternalServerError");
        region.Failure.Message.ShouldEndWith($": 500 {Leader}");
        way.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_change_that_is_refused_is_not_sent_again()
    {
        await using var lanes = await StartAsync();
        await using var way = new FailingCalls(lanes["uk"], SetsWeb, times: 9, (422, "the image has no digest"));

        var region = await ReleaseAsync(lanes, way, order => order with { Stages = NewImages });

        (region.Outcome, region.Failure!.Stage).ShouldBe((Outcome.Failed, Stage.SetImage));
        region.Failure.Message.ShouldEndWith(": 422 the image has no digest");
        way.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 2, Outcome.Succeeded)]
    [InlineData(9, 3, Outcome.Failed)]
    public async Task The_former_image_is_set_again(int failures, int calls, Outcome outcome)
    {
        using var folder = new TemporaryFolder();
        var restore = ScheduleChecks.Restoring(await ScheduleChecks.CheckOutAsync(folder));
        await using var lanes = await StartAsync();
        // Whatever is set before it has to go back then.
        lanes["uk"].Access.Deny("patch", "cronjobs.batch");
        await using var way = new FailingCalls(lanes["uk"], SetsWebBack, failures, (503, Leader));

        var region = await ReleaseAsync(lanes, way, order => order with { Restore = restore });

        var last = region.Stages[^1];
        (last.Name, last.Outcome).ShouldBe((Stage.Restore, outcome), string.Join('\n', _said));
        way.Count.ShouldBe(calls);
        _said.ShouldContain(line => line.EndsWith($": 503 {Leader}; once more"));
        if (outcome == Outcome.Failed)
            last.Detail.ShouldNotBeNull().ShouldContain($": 503 {Leader}; ");
        else
            region.Live.ShouldBe(LanesOnClusters.From);
    }

    private static HashSet<Stage> NewImages => [Stage.SetImage, Stage.Verify];

    private static Task<LanesOnClusters> StartAsync() =>
        LanesOnClusters.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [new EmbeddedRegion("uk") { PageSelector = "app=web" }],
                TimeProvider = TimeProvider.System,
                Pace = CommandRun.Pace,
            },
            TimeProvider.System
        );

    private async Task<RegionRecord> ReleaseAsync(
        LanesOnClusters lanes,
        FailingCalls way,
        Func<ReleaseOrder, ReleaseOrder> change
    )
    {
        string[][] waves =
        [
            ["uk"],
        ];
        var record = LanesOnClusters.NewRecord(waves);
        // Only as much patience as the clusters have: their seconds are shorter, too.
        var order = LanesOnClusters.Order(TimeSpan.FromMinutes(1)) with
        {
            Patience = CommandRun.Pace.ClusterSecond / TimeSpan.FromSeconds(1),
        };
        await lanes.ReleaseAsync(
            change(order),
            waves,
            record,
            way,
            happened => _said.Enqueue(happened.Text),
            TestContext.Current.CancellationToken
        );
        return record.Current.Regions.Single();
    }

    private static bool SetsWeb(Exchange call) =>
        call.Method == "PATCH" && call.Path.Split('?')[0].EndsWith("/deployments/web", StringComparison.Ordinal);

    // What was before is taken off with the former image.
    private static bool SetsWebBack(Exchange call) =>
        SetsWeb(call) && call.Body.Contains($"\"{ReleaseLabels.Former}\":null", StringComparison.Ordinal);
}
