using Clusters.Calls;
using Drill.Settings;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lanes;
using Releases.Applying;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Orders;

namespace Pipeline.Tests.Applying;

/// <summary>Somebody presses Ctrl-C while the answer to a manifest is outstanding.</summary>
public sealed class OutstandingObjectTests
{
    // A call that was sent is given as long after Ctrl-C.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(Arrival.Before)]
    [InlineData(Arrival.After)]
    [InlineData(Arrival.Never)]
    public async Task What_became_of_it_is_said_not_to_be_known(Arrival arrival)
    {
        using var folder = new TemporaryFolder();
        await using var clusters = await LanesOnClusters.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [new EmbeddedRegion("uk") { PageSelector = "app=web" }],
                TimeProvider = TimeProvider.System,
            },
            _time
        );
        await using var way = new HeldCall(
            clusters["uk"],
            call => call.Method == "PATCH" && call.Path.Contains("/configmaps/settings", StringComparison.Ordinal),
            arrival
        );
        var (order, region) = Order(folder);
        var endpoint = await way.FetchAsync(region, TestContext.Current.CancellationToken);
        using var cluster = new RegionCluster(
            region.Name,
            region.Namespace,
            ClusterConnection.Open(region.Name, endpoint, _time),
            "kubectl"
        );
        using var controlC = new CancellationTokenSource();
        var told = new List<string>();

        var run = new RegionApply(order, region, cluster).RunAsync(
            applied => told.Add($"{applied.Wanted}: {applied.Change}"),
            _ => { },
            controlC.Token
        );
        await Task.WhenAny(way.Outstanding, run);
        await controlC.CancelAsync();
        _time.Advance(Grace);

        (await Record.ExceptionAsync(() => run)).ShouldBeOfType<UnansweredChangeException>();
        await way.EndAsync();
        told.ShouldBe(["ConfigMap first: Created", "ConfigMap settings: Unknown"]);
        clusters["uk"].GetAll("configmaps").Count.ShouldBe(arrival == Arrival.Never ? 1 : 2);
    }

    private static (ApplyOrder, Region) Order(TemporaryFolder folder)
    {
        var file = Path.Combine(folder.Path, "fleet.yaml");
        File.Copy(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"), file);
        Directory.CreateDirectory(Path.Combine(folder.Path, "jobs"));
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
