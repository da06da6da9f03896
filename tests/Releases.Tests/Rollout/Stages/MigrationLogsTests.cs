using Foundation.Timing;
using k8s.Models;
using Loopback;
using Releases.Jobs;
using Releases.Rollout;
using Releases.Rollout.Stages;

namespace Releases.Tests.Rollout.Stages;

public sealed class MigrationLogsTests
{
    private static readonly V1Pod Pod = new()
    {
        Metadata = new V1ObjectMeta { Name = "migration-x" },
        Spec = new V1PodSpec { Containers = [new V1Container { Name = "migrate" }] },
    };

    [Fact]
    public async Task A_log_that_cannot_be_read_is_one_line_and_no_failure()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("<html>no API here"));
        using var lane = new StageLane(server);
        var logs = Logs(lane.Lane);
        logs.Follow([Pod]);

        await logs.DrainAsync(TestContext.Current.CancellationToken);
        await logs.DisposeAsync();

        var (kind, text) = lane.Said.ShouldHaveSingleItem();
        kind.ShouldBe(RunEventKind.Trouble);
        text.ShouldStartWith("the log of migration-x cannot be read: ");
    }

    [Fact]
    public async Task What_goes_wrong_after_the_stage_has_ended_is_not_said()
    {
        var asked = new TaskCompletionSource();
        await using var server = new LoopbackServer(exchange =>
        {
            asked.TrySetResult();
            return exchange.SilenceAsync();
        });
        using var lane = new StageLane(server);
        var logs = Logs(lane.Lane);
        logs.Follow([Pod]);
        await asked.Task;

        await logs.DisposeAsync();

        lane.Said.ShouldBeEmpty();
    }

    private static MigrationLogs Logs(Lane lane) =>
        new(
            lane,
            new Deadline(TimeProvider.System, TimeSpan.FromMinutes(1)),
            new MigrationTrack(lane, JobPurpose.Migrate(lane.Order.Version), isFirst: true)
        );
}
