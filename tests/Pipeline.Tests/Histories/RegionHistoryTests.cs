using Clusters.Calls;
using Clusters.Kubeconfigs;
using Drill;
using Drill.Settings;
using Releases.Histories;
using Releases.Records;

namespace Pipeline.Tests.Histories;

/// <summary>The note of a region, by the calls that write it.</summary>
public sealed class RegionHistoryTests : IAsyncLifetime
{
    private EmbeddedFleet _fleet = null!;
    private RegionCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _fleet = await EmbeddedFleet.StartAsync(
            new EmbeddedFleetOptions { Regions = [new EmbeddedRegion("uk")], TimeProvider = TimeProvider.System },
            TestContext.Current.CancellationToken
        );
        _cluster = new RegionCluster(
            "uk",
            "default",
            ClusterConnection.Open(
                "uk",
                Kubeconfig.Parse(_fleet["uk"].Kubeconfig, "kubeconfig").Select("uk"),
                TimeProvider.System
            ),
            "kubectl"
        );
    }

    public async ValueTask DisposeAsync()
    {
        _cluster.Dispose();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task Two_runs_that_note_at_the_same_time_are_both_noted()
    {
        var history = new RegionHistory(_cluster, "migration");
        await history.NoteAsync(Entry("first"), TestContext.Current.CancellationToken);

        foreach (var round in Enumerable.Range(1, 10))
            await Task.WhenAll(
                history.NoteAsync(Entry($"{round}a"), TestContext.Current.CancellationToken),
                history.NoteAsync(Entry($"{round}b"), TestContext.Current.CancellationToken)
            );

        (await history.ReadAsync(TestContext.Current.CancellationToken)).Count.ShouldBe(21);
    }

    [Fact]
    public async Task Applications_that_share_a_namespace_have_a_history_each()
    {
        await new RegionHistory(_cluster, "migration").NoteAsync(Entry("one"), TestContext.Current.CancellationToken);
        await new RegionHistory(_cluster, "other").NoteAsync(Entry("two"), TestContext.Current.CancellationToken);

        (await new RegionHistory(_cluster, "other").ReadAsync(TestContext.Current.CancellationToken))
            .ShouldHaveSingleItem()
            .Run.ShouldBe("two");
    }

    [Fact]
    public async Task Work_that_throws_is_noted_as_failed_and_throws()
    {
        await Should.ThrowAsync<InvalidDataException>(() =>
            Run("run").GoAsync(() => throw new InvalidDataException("broken"), TestContext.Current.CancellationToken)
        );

        var noted = (
            await new RegionHistory(_cluster, "migration").ReadAsync(TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();
        (noted.Outcome, noted.Reason).ShouldBe((Outcome.Failed, "broken"));
        noted.EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_end_of_a_run_is_noted_without_reading_what_its_beginning_has_written()
    {
        await Run("run").GoAsync(() => Task.CompletedTask, TestContext.Current.CancellationToken);

        _fleet["uk"]
            .Requests.Where(request => request.Path.Contains("/leases", StringComparison.Ordinal))
            .Select(request => request.Method)
            .ShouldBe(["GET", "POST", "PUT"]);
    }

    [Fact]
    public async Task A_history_that_is_deleted_during_a_run_begins_with_that_run()
    {
        var history = new RegionHistory(_cluster, "migration");
        await history.NoteAsync(Entry("before"), TestContext.Current.CancellationToken);

        await Run("run")
            .GoAsync(
                () =>
                {
                    _fleet["uk"].Delete("leases.coordination.k8s.io", RegionHistory.NameOf("migration"));
                    return Task.CompletedTask;
                },
                TestContext.Current.CancellationToken
            );

        (await history.ReadAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Run.ShouldBe("run");
    }

    private NotedRun Run(string name) =>
        new(_cluster, "migration", Entry(name), text => throw new InvalidOperationException(text), TimeProvider.System);

    private static HistoryEntry Entry(string run) =>
        new()
        {
            Target = "Deploy",
            Version = "1.2.3",
            Actor = "Ada",
            Host = "laptop",
            Run = run,
        };
}
