using System.Globalization;
using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;
using Releases.Rollout.Diagnosis;

namespace Cluster.Tests;

public sealed class MissingImageTests(StackFixture stack)
{
    private static readonly TimeSpan Limit = Grace.RefusedPull + TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_missing_image_is_given_two_more_pulls_and_then_named()
    {
        await using var application = await stack.RunningInAsync("north");
        (await application.RunAsync("SetImage", "7.7.7", "--exclusive")).ShouldSucceed();

        var run = await application.RunAsync("VerifyRollout", "7.7.7", "--exclusive");

        run.ShouldFail();
        var failure = run.Failure("north");
        failure.Reason.ShouldBeOneOf("ErrImagePull", "ImagePullBackOff");
        failure.Message.ShouldContain($"{application.Image}:7.7.7");
        run.ShouldSay(failure.Message);
        var verify = run.Stage("north", Stage.Verify);
        var end = verify.StartedAt + TimeSpan.FromSeconds(verify.Seconds!.Value);
        (end - Later(verify.StartedAt, await ReportedAtAsync(application["north"], failure.Pod!))).ShouldBeLessThan(
            Limit
        );
        await application["north"].ShowsAsync("Version: 1.2.2");
    }

    // The image was set before the verification began, and so the cluster may have reported it before, too.
    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // The pod's state can be known before the node has sent the event.
    private static async Task<DateTimeOffset> ReportedAtAsync(SampleRegion region, string pod)
    {
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var times = (
                await region.Kubectl.ListAsync("events", "--field-selector", $"involvedObject.name={pod},reason=Failed")
            )
                .Select(happened => (string)happened["firstTimestamp"]!)
                .Select(time => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture))
                .ToArray();
            if (times.Length > 0)
                return times.Min();
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"The cluster reported nothing about {pod} within a minute.");
    }
}
