using Drill.Settings;
using Loopback;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lanes;
using Pipeline.Tests.Schedules;
using Releases.Orders;
using Releases.Records;

namespace Pipeline.Tests.Restoring;

/// <summary>
/// A region that goes back when it fails, and whose cluster cannot be read at the wrong moment. Nobody knows then that
/// the release is unhealthy.
/// </summary>
public sealed class UnreadRolloutTests
{
    private const string Image = ":1.2.3";

    private bool _isSet;

    [Theory]
    [InlineData("/deployments", 403)]
    [InlineData("/replicasets", 403)]
    [InlineData("/pods", 401)]
    [InlineData("/events", 400)]
    public async Task A_rollout_that_may_not_be_read_is_not_taken_back(string collection, int status)
    {
        await using var lanes = await StartAsync();
        await using var way = new FailingCalls(
            lanes["uk"],
            call => IsOnceSet(call) && Lists(call, collection),
            times: 1,
            (status, "not now")
        );

        var region = await ReleaseAsync(lanes, way);

        region.Failure!.Stage.ShouldBe(Stage.Verify);
        region.Failure.Message.ShouldEndWith($": {status} not now");
        ShouldNotGoBack(region, "not rolled back: the rollout could not be read to its end, so it may be healthy");
        ImagesOf(lanes).ShouldContain(Image);
        // Only the one call has failed.
        region.Live.ShouldNotBeNull().ShouldMatch(@"^(1\.2\.[23]|mixed 1\.2\.2/1\.2\.3)$");
    }

    [Fact]
    public async Task A_rollout_that_the_cluster_does_not_show_within_its_limit_is_not_taken_back()
    {
        await using var lanes = await StartAsync();
        await using var way = new FailingCalls(
            lanes["uk"],
            call => IsOnceSet(call) && Lists(call, "/replicasets"),
            times: int.MaxValue,
            (500, "etcdserver: leader changed")
        );

        var region = await ReleaseAsync(lanes, way, order => order with { RolloutTimeout = TimeSpan.FromSeconds(1) });

        region.Failure!.Message.ShouldBe("the cluster did not show its workloads within 1s");
        ShouldNotGoBack(region, "not rolled back: the rollout could not be read to its end, so it may be healthy");
        ImagesOf(lanes).ShouldContain(Image);
    }

    [Fact]
    public async Task Workloads_that_may_not_be_read_before_the_first_change_are_not_taken_back()
    {
        await using var lanes = await StartAsync();
        await using var way = new FailingCalls(
            lanes["uk"],
            call => Lists(call, "/deployments"),
            times: 1,
            (403, "not now")
        );

        var region = await ReleaseAsync(
            lanes,
            way,
            order =>
                order with
                {
                    Stages = new HashSet<Stage> { Stage.SetImage, Stage.Verify },
                }
        );

        region.Failure!.Stage.ShouldBe(Stage.SetImage);
        ShouldNotGoBack(region, "not rolled back: this run has set no image");
        region.Live.ShouldBe(LanesOnClusters.From);
    }

    private static void ShouldNotGoBack(RegionRecord region, string words)
    {
        region.Outcome.ShouldBe(Outcome.Failed);
        var restore = region.Stages[^1];
        (restore.Name, restore.Outcome, restore.Detail).ShouldBe((Stage.Restore, Outcome.Refused, words));
    }

    private static bool Lists(Exchange call, string collection) =>
        call.Method == "GET"
        && call.Path.Split('?')[0].EndsWith(collection, StringComparison.Ordinal)
        && !call.Path.Contains("watch=true", StringComparison.Ordinal);

    // The static files are changed last.
    private bool IsOnceSet(Exchange call)
    {
        _isSet |= call.Method == "PATCH" && call.Path.Contains("/deployments/static", StringComparison.Ordinal);
        return _isSet;
    }

    private static string ImagesOf(LanesOnClusters lanes) =>
        lanes["uk"].Get("deployments.apps", "web")!["spec"]!["template"]!.ToJsonString();

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

    private static async Task<RegionRecord> ReleaseAsync(
        LanesOnClusters lanes,
        FailingCalls way,
        Func<ReleaseOrder, ReleaseOrder>? change = null
    )
    {
        using var folder = new TemporaryFolder();
        string[][] waves =
        [
            ["uk"],
        ];
        var record = LanesOnClusters.NewRecord(waves);
        var order = LanesOnClusters.Order(TimeSpan.FromMinutes(1)) with
        {
            Restore = ScheduleChecks.Restoring(await ScheduleChecks.CheckOutAsync(folder)),
        };
        await lanes.ReleaseAsync(
            change?.Invoke(order) ?? order,
            waves,
            record,
            way,
            _ => { },
            TestContext.Current.CancellationToken
        );
        return record.Current.Regions.Single();
    }
}
