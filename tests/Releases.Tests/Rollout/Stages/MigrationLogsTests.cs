using Foundation.Timing;
using k8s.Models;
using Loopback;
using Releases.Jobs;
using Releases.Rollout;
using Releases.Rollout.Stages;

namespace Releases.Tests.Rollout.Stages;

public sealed class MigrationLogsTests
{
    [Fact]
    public async Task A_log_that_cannot_be_read_is_one_line_and_no_failure()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("<html>no API here"));
        using var lane = new StageLane(server);
        var logs = Logs(lane.Lane);
        logs.Follow([Pod(new V1ContainerState { Running = new() })]);

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
        logs.Follow([Pod(new V1ContainerState { Running = new() })]);
        await asked.Task;

        await logs.DisposeAsync();

        lane.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_container_is_followed_when_it_has_begun_and_its_pod_is_known_before()
    {
        await using var server = new JobServer
        {
            Pod = JobServer.PodOf("\"terminated\":{\"exitCode\":0}", "Succeeded"),
        };
        using var lane = new StageLane(server.Loopback);
        await using var logs = Logs(lane.Lane);

        logs.Follow([Pod(new V1ContainerState { Waiting = new() })]);
        (await logs.DrainAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        server.Loopback.Requests.ShouldBeEmpty();
        logs.LastPod.ShouldBe("migration-x");

        logs.Follow([Pod(new V1ContainerState { Terminated = new() })]);
        logs.Follow([Pod(new V1ContainerState { Terminated = new() })]);
        (await logs.DrainAsync(TestContext.Current.CancellationToken)).ShouldBe(["relation \"a\" already exists"]);
        // Its state, and its log.
        server.Loopback.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_last_pod_is_the_newest_that_was_there_though_it_is_gone()
    {
        await using var server = new JobServer();
        using var lane = new StageLane(server.Loopback);
        await using var logs = Logs(lane.Lane);
        var (first, second) = (Pod(new V1ContainerState(), "migration-1"), Pod(new V1ContainerState(), "migration-2"));

        logs.Follow([first]);
        logs.Follow([first, second]);
        logs.Follow([first]);

        logs.LastPod.ShouldBe("migration-2");
    }

    private static V1Pod Pod(V1ContainerState state, string name = "migration-x") =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = name },
            Spec = new V1PodSpec { Containers = [new V1Container { Name = "migrate" }] },
            Status = new V1PodStatus
            {
                ContainerStatuses = [new V1ContainerStatus { Name = "migrate", State = state }],
            },
        };

    private static MigrationLogs Logs(Lane lane) =>
        new(
            lane,
            new Deadline(TimeProvider.System, TimeSpan.FromMinutes(1)),
            new MigrationTrack(lane, JobPurpose.Migrate(lane.Order.Version), isFirst: true)
        );
}
