using Loopback;
using Releases.Orders;
using Releases.Records;
using Releases.Rollout;
using Releases.Tests.Rollout.Stages;

namespace Releases.Tests.Rollout;

public sealed class LiveVersionTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3", "1.2.3")]
    [InlineData("mixed 1.2.9/1.2.10", "1.2.10", "1.2.9", "1.2.10")]
    [InlineData("mixed feature-x/1.2.3", "1.2.3", "feature-x")]
    [InlineData("unknown: some images carry no version", null, null)]
    [InlineData("unknown: some images carry no version, others 1.2.3", "1.2.3", null)]
    [InlineData("unknown: no workload was found")]
    public void The_versions_of_a_region_s_workloads_in_words(string words, params string?[] versions)
    {
        var serving = LiveVersion.Of(versions);

        serving.ToString().ShouldBe(words);
        // As a record says it, it is read again.
        Serving.Read(words)!.GetType().ShouldBe(serving.GetType());
        Serving.Read(words)!.ToString().ShouldBe(words);
    }

    [Theory]
    [InlineData("1.2.2", true)]
    // The version of the order itself, as after an earlier attempt.
    [InlineData("1.2.3", false)]
    [InlineData("mixed 1.2.1/1.2.2", false)]
    [InlineData("unknown: some images carry no version", false)]
    [InlineData(null, false)]
    public async Task What_was_served_before_is_not_read_again_where_it_was_found(string? found, bool isKnown)
    {
        await using var server = new LoopbackServer(exchange =>
            exchange.JsonAsync("""{"metadata":{"resourceVersion":"1"},"items":[]}""")
        );
        using var stage = new StageLane(server);
        var lane = stage.Lane with { Found = found is null ? null : new JudgedRegion(Serving.Read(found)!, null) };

        var before = await LiveVersion.BeforeAsync(lane, TestContext.Current.CancellationToken);

        (before == lane.Found?.Serves).ShouldBe(isKnown);
        (server.Requests.Count == 0).ShouldBe(isKnown);
    }
}
