using Clusters.Kubeconfigs;
using Foundation.Text;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Releases.Fleets;
using Releases.Regions;
using Releases.Rollout;
using Releases.Surveys;
using Releases.Tests.Fleets;

namespace Releases.Tests.Surveys;

public sealed class FleetSurveyTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_region_that_never_answers_is_unknown_after_its_limit_and_all_wait_at_the_same_time()
    {
        var credentials = new EndlessCredentials();
        using var clusters = new ClusterPool(credentials, _time, (_, _) => { });
        var regions = Enumerable.Range(0, 100).Select(Region).ToArray();

        var reading = Survey(clusters).ReadAsync(regions, TestContext.Current.CancellationToken);
        credentials.Asked.ShouldBe(100);
        _time.Advance(FleetSurvey.Limit);
        var status = await reading;

        status.IsHealthy.ShouldBeFalse();
        status.Regions.Select(region => region.Name).ShouldBe(regions.Select(region => region.Name));
        status.Regions.ShouldAllBe(region => region.Health == Health.Unknown);
        status.Regions[0].Problems.ShouldBe(["it could not be read within 60s"]);
    }

    [Fact]
    public async Task Whoever_interrupts_it_is_not_told_that_regions_are_unknown()
    {
        using var clusters = new ClusterPool(new EndlessCredentials(), _time, (_, _) => { });
        using var controlC = new CancellationTokenSource();

        var reading = Survey(clusters).ReadAsync([Region(1)], controlC.Token);
        await controlC.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(reading);
    }

    [Fact]
    public async Task One_regions_bad_token_is_the_problem_of_that_region_alone()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("""{"items":[]}"""));
        using var clusters = new ClusterPool(
            new OtherCredentials(region =>
                Connecting
                    .Kubeconfig(
                        server.Address,
                        user: region.Name == "region-1" ? """{ token: "a\nb" }""" : "{ token: a }"
                    )
                    .Select("main")
            ),
            TimeProvider.System,
            (_, _) => { }
        );

        var status = await Survey(clusters).ReadAsync([Region(1), Region(2)], TestContext.Current.CancellationToken);

        status.Regions[0].Health.ShouldBe(Health.Unknown);
        status.Regions[0].Problems.ShouldHaveSingleItem().ShouldEndWith($"token {HeaderText.Problem}");
        status.Regions[1].Problems.ShouldNotContain(problem => problem.Contains("token"));
        server.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_nobody_expected_costs_its_own_region_alone()
    {
        using var clusters = new ClusterPool(
            new OtherCredentials(_ => throw new InvalidOperationException("of ours")),
            _time,
            (_, _) => { }
        );

        var status = await Survey(clusters).ReadAsync([Region(1)], TestContext.Current.CancellationToken);

        status.Regions[0].Health.ShouldBe(Health.Unknown);
        status.Regions[0].Problems.ShouldBe(["unexpected: of ours"]);
    }

    private FleetSurvey Survey(ClusterPool clusters) =>
        new(clusters, SampleFleet.Read(), "example.azurecr.io/app", new LivePage(_http), _time);

    private static Region Region(int number) =>
        new()
        {
            Name = $"region-{number}",
            Provider = Provider.Aks,
            Cluster = "x",
        };

    private sealed class OtherCredentials(Func<Region, ClusterEndpoint> fetch) : IClusterCredentials
    {
        public Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken) =>
            Task.FromResult(fetch(region));
    }

    private sealed class EndlessCredentials : IClusterCredentials
    {
        private int _asked;

        public int Asked => _asked;

        public async Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("nobody waits so long");
        }
    }
}
