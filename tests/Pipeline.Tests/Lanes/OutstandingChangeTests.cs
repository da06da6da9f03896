using Drill;
using Drill.Settings;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Schedules;
using Releases.Orders;
using Releases.Records;
using Releases.Workloads;

namespace Pipeline.Tests.Lanes;

/// <summary>
/// Somebody presses Ctrl-C while the answer to a change is outstanding. What the record says then is so, whether the
/// change has arrived, arrives when nobody looks any more, or never does. The lanes' clock stands still, so that no
/// wait of theirs ends by itself.
/// </summary>
public sealed class OutstandingChangeTests
{
    // No call that was sent is given longer after Ctrl-C; the one that gives the lock back is given the longest.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task The_first_image_is_set(Arrival arrival)
    {
        await using var lanes = await StartAsync();

        var region = await InterruptAsync(lanes, call => Sets(call, "deployments/web", LanesOnClusters.To), arrival);

        Last(region)
            .ShouldBe(
                (
                    Stage.SetImage,
                    Outcome.Interrupted,
                    "interrupted; the answer to setting the image of Deployment web was outstanding"
                )
            );
        Changed(region).ShouldBe(arrival == Arrival.Before ? ["web"] : []);
        ShouldBeKnown(region, arrival == Arrival.Before, "Deployment web");
        ImagesOf(lanes, "web").ShouldContain(arrival == Arrival.Never ? ":1.2.2" : ":1.2.3");
    }

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task The_last_image_is_set(Arrival arrival)
    {
        await using var lanes = await StartAsync();

        var region = await InterruptAsync(lanes, call => Sets(call, "deployments/static", LanesOnClusters.To), arrival);

        Last(region)
            .ShouldBe(
                (
                    Stage.SetImage,
                    Outcome.Interrupted,
                    "interrupted; the answer to setting the image of Deployment static was outstanding"
                )
            );
        Changed(region).ShouldBe(arrival == Arrival.Before ? ["web", "cleanup", "static"] : ["web", "cleanup"]);
        ShouldBeKnown(region, arrival == Arrival.Before, "Deployment static");
        ImagesOf(lanes, "static").ShouldContain(arrival == Arrival.Never ? ":1.2.2" : ":1.2.3");
    }

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task A_former_image_is_given_back(Arrival arrival)
    {
        using var folder = new TemporaryFolder();
        var restore = ScheduleChecks.Restoring(await ScheduleChecks.CheckOutAsync(folder));
        await using var lanes = await StartAsync();
        // Whatever is set before it has to go back then.
        lanes["uk"].Access.Deny("patch", "cronjobs.batch");

        var region = await InterruptAsync(
            lanes,
            call => Sets(call, "deployments/web", LanesOnClusters.From),
            arrival,
            order => order with { Restore = restore }
        );

        Last(region)
            .ShouldBe(
                (
                    Stage.Restore,
                    Outcome.Interrupted,
                    arrival == Arrival.Before
                        ? "interrupted: back: Deployment web"
                        : "interrupted: no workload has its former images back; not known: Deployment web"
                )
            );
        (region.Outcome, region.Failure!.Stage).ShouldBe((Outcome.Failed, Stage.SetImage));
        ShouldBeKnown(region, arrival == Arrival.Before, "Deployment web");
        ImagesOf(lanes, "web").ShouldContain(arrival == Arrival.Never ? ":1.2.3" : ":1.2.2");
    }

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task The_migration_Job_is_created(Arrival arrival)
    {
        await using var lanes = await StartAsync();

        var region = await InterruptAsync(lanes, call => Is(call, "POST", "/jobs"), arrival);

        Last(region)
            .ShouldBe(
                (
                    Stage.Migrate,
                    Outcome.Interrupted,
                    "interrupted; the answer to creating Job migration was outstanding"
                )
            );
        region.Live.ShouldBe(LanesOnClusters.From);
        lanes["uk"].GetAll("jobs.batch").Count.ShouldBe(arrival == Arrival.Never ? 0 : 1);
    }

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task A_former_migration_Job_is_deleted(Arrival arrival)
    {
        await using var lanes = await StartAsync();
        await LeaveJobAsync(lanes["uk"]);

        var region = await InterruptAsync(lanes, call => Is(call, "DELETE", "/jobs/migration"), arrival);

        Last(region)
            .ShouldBe(
                (
                    Stage.Migrate,
                    Outcome.Interrupted,
                    "interrupted; the answer to deleting Job migration was outstanding"
                )
            );
        region.Live.ShouldBe(LanesOnClusters.From);
        if (arrival == Arrival.Never)
            lanes["uk"].Get("jobs.batch", "migration").ShouldNotBeNull();
        else
            while (lanes["uk"].Get("jobs.batch", "migration") is not null)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task The_deploy_lock_is_taken(Arrival arrival)
    {
        await using var lanes = await StartAsync();

        var region = await InterruptAsync(lanes, call => Is(call, "POST", "/leases"), arrival);

        (region.Outcome, region.Failure).ShouldBe((Outcome.Interrupted, null));
        region.Stages.ShouldBeEmpty();
        region.Live.ShouldBe(LanesOnClusters.From);
        // One that arrives late expires by itself.
        lanes["uk"].GetAll("leases.coordination.k8s.io").Count.ShouldBe(arrival == Arrival.After ? 1 : 0);
    }

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task The_deploy_lock_is_given_back(Arrival arrival)
    {
        await using var lanes = await StartAsync();

        var region = await InterruptAsync(
            lanes,
            call => Is(call, "DELETE", "/leases/release"),
            arrival,
            order =>
                order with
                {
                    Stages = new HashSet<Stage> { Stage.Migrate, Stage.SetImage },
                }
        );

        region.Outcome.ShouldBe(Outcome.Succeeded);
        Changed(region).ShouldBe(["web", "cleanup", "static"]);
        (lanes["uk"].Get("leases.coordination.k8s.io", "release") is not null).ShouldBe(arrival == Arrival.Never);
    }

    private Task<LanesOnClusters> StartAsync() =>
        LanesOnClusters.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [new EmbeddedRegion("uk") { PageSelector = "app=web" }],
                TimeProvider = TimeProvider.System,
            },
            _time
        );

    private async Task<RegionRecord> InterruptAsync(
        LanesOnClusters lanes,
        Func<Exchange, bool> isHeld,
        Arrival arrival,
        Func<ReleaseOrder, ReleaseOrder>? change = null
    )
    {
        await using var way = new HeldCall(lanes["uk"], isHeld, arrival);
        using var controlC = new CancellationTokenSource();
        var record = LanesOnClusters.NewRecord([
            ["uk"],
        ]);
        var order = LanesOnClusters.Order(TimeSpan.FromMinutes(10));
        var run = lanes.ReleaseAsync(
            change?.Invoke(order) ?? order,
            [
                ["uk"],
            ],
            record,
            way,
            _ => { },
            controlC.Token
        );
        await Task.WhenAny(way.Outstanding, run);
        way.Outstanding.IsCompletedSuccessfully.ShouldBeTrue(RecordFormat.Write(record.Current));

        await controlC.CancelAsync();
        _time.Advance(Grace);

        await run;
        await way.EndAsync();
        return record.Current.Regions.Single();
    }

    private static bool Is(Exchange call, string method, string path) =>
        call.Method == method && call.Path.Split('?')[0].EndsWith(path, StringComparison.Ordinal);

    private static bool Sets(Exchange call, string path, string version) =>
        Is(call, "PATCH", path)
        && call.Body.Contains($":{version}", StringComparison.Ordinal)
        // What was before is noted with the new image, and taken off with the former one.
        && call.Body.Contains($"\"{ReleaseLabels.Former}\":null", StringComparison.Ordinal)
            == (version == LanesOnClusters.From);

    private static (Stage, Outcome, string?) Last(RegionRecord region) =>
        (region.Stages[^1].Name, region.Stages[^1].Outcome, region.Stages[^1].Detail);

    private static string[] Changed(RegionRecord region) => [.. region.Workloads.Select(workload => workload.Name)];

    private static void ShouldBeKnown(RegionRecord region, bool isKnown, string workload)
    {
        if (isKnown)
            region.Live.ShouldNotBeNull().ShouldNotStartWith("unknown");
        else
            region
                .Live.ShouldNotBeNull()
                .ShouldStartWith($"unknown: the answer to the last change of {workload} did not come; by then it was ");
    }

    private static string ImagesOf(LanesOnClusters lanes, string deployment) =>
        lanes["uk"].Get("deployments.apps", deployment)!["spec"]!["template"]!.ToJsonString();

    private static async Task LeaveJobAsync(EmbeddedCluster cluster)
    {
        cluster.Apply(
            $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: migration
              labels: { {{ReleaseLabels.Version}}: 1.2.1 }
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers: [{ name: migration, image: "megforms.azurecr.io/megforms:1.2.1" }]
            """
        );
        while (cluster.Get("jobs.batch", "migration")!["status"]?["completionTime"] is null)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
    }
}
