using Clusters.Calls;
using Drill.Settings;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lanes;
using Releases.Applying;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Orders;

namespace Pipeline.Tests.Applying;

/// <summary>A manifest was sent, and nothing tells whether it has arrived.</summary>
public sealed class OutstandingObjectTests
{
    // A call that was sent is given as long after Ctrl-C.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly List<string> _told = [];

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task After_Ctrl_C_it_is_said_not_to_be_known(Arrival arrival)
    {
        using var folder = new TemporaryFolder();
        await using var clusters = await StartAsync();
        await using var way = new HeldCall(clusters["uk"], AppliesSettings, arrival);
        using var controlC = new CancellationTokenSource();

        var run = ApplyAsync(folder, way, controlC.Token);
        await Task.WhenAny(way.Outstanding, run);
        await controlC.CancelAsync();
        _time.Advance(Grace);

        (await Record.ExceptionAsync(() => run)).ShouldBeOfType<UnansweredChangeException>();
        await way.EndAsync();
        _told.ShouldBe(["ConfigMap first: Created", "ConfigMap settings: Unknown"]);
        clusters["uk"].GetAll("configmaps").Count.ShouldBe(arrival == Arrival.Never ? 1 : 2);
    }

    [Theory]
    [InlineData(500, "no", "Unknown")]
    [InlineData(422, "no", null)]
    public async Task After_an_error_of_the_server_it_is_said_not_to_be_known(int status, string words, string? change)
    {
        using var folder = new TemporaryFolder();
        await using var clusters = await StartAsync();
        await using var way = new FailingCalls(clusters["uk"], AppliesSettings, times: 9, (status, words));

        var run = ApplyAsync(folder, way, TestContext.Current.CancellationToken);

        await Should.ThrowAsync<ApiRefusalException>(() => run);
        _told.ShouldBe(
            change is null
                ? ["ConfigMap first: Created"]
                : ["ConfigMap first: Created", $"ConfigMap settings: {change}"]
        );
    }

    private static bool AppliesSettings(Exchange call) =>
        call.Method == "PATCH" && call.Path.Contains("/configmaps/settings", StringComparison.Ordinal);

    private Task<LanesOnClusters> StartAsync() =>
        LanesOnClusters.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [new EmbeddedRegion("uk") { PageSelector = "app=web" }],
                TimeProvider = TimeProvider.System,
            },
            _time
        );

    private async Task ApplyAsync(TemporaryFolder folder, ForwardedCalls way, CancellationToken cancellationToken)
    {
        var (order, region) = Order(folder);
        var endpoint = await way.FetchAsync(region, TestContext.Current.CancellationToken);
        using var cluster = new RegionCluster(
            region.Name,
            region.Namespace,
            ClusterConnection.Open(region.Name, endpoint, _time),
            "kubectl"
        );
        await new RegionApply(order, region, cluster).RunAsync(
            applied => _told.Add($"{applied.Wanted}: {applied.Change}"),
            _ => { },
            cancellationToken
        );
    }

    private static (ApplyOrder, Region) Order(TemporaryFolder folder)
    {
        var file = Path.Combine(folder.Path, "fleet.yaml");
        File.Copy(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"), file);
        Directory.CreateDirectory(Path.Combine(folder.Path, "jobs"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "gke"));
        File.Copy(
            Path.Combine(Repository.Root, "kubernetes", "jobs", "migration.yaml"),
            Path.Combine(folder.Path, "jobs", "migration.yaml")
        );
        foreach (var name in new[] { "first", "settings" })
            File.WriteAllText(
                Path.Combine(folder.Path, $"{name}.yaml"),
                $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: {name} }}\n"
            );
        var fleet = FleetFile.Read(file);
        var order = new ApplyOrder
        {
            Fleet = fleet,
            Image = fleet.Image,
            Actor = "Ada",
            Holder = LanesOnClusters.Holder,
        };
        return (order, fleet.Regions.Single(each => each.Name == "uk"));
    }
}
