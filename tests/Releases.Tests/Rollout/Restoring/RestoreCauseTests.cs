using System.Net;
using Clusters.Calls;
using Releases.Fleets;
using Releases.Records;
using Releases.Rollout;
using Releases.Rollout.Restoring;
using Releases.Tests.Rollout.Stages;
using Releases.Workloads;

namespace Releases.Tests.Rollout.Restoring;

/// <summary>What speaks against a release, and what only says that its cluster could not be asked.</summary>
public sealed class RestoreCauseTests : IAsyncDisposable
{
    private static readonly Workload Web = new(WorkloadKind.Deployment, "web", []);

    private readonly JobServer _server = new();
    private readonly StageLane _lane;

    public RestoreCauseTests() => _lane = new StageLane(_server.Loopback);

    private Lane Lane => _lane.Lane;

    public async ValueTask DisposeAsync()
    {
        _lane.Dispose();
        await _server.DisposeAsync();
    }

    public static TheoryData<string, Exception> Unread =>
        new()
        {
            { "no answer", new ClusterUnreachableException("no answer", mayHaveHappened: false, inner: null) },
            { "no log-in", new ApiRefusalException("401", HttpStatusCode.Unauthorized, null, null) },
            { "no permission", new ApiRefusalException("403", HttpStatusCode.Forbidden, null, null) },
            { "a server that fails", new ApiRefusalException("500", HttpStatusCode.InternalServerError, null, null) },
            { "an answer of something else", new UnreadableAnswerException("uk", "reading pods", "no JSON") },
            { "a broken connection", new HttpRequestException("broken pipe") },
            { "nothing was shown", Failed(Stage.Verify, null, isUnread: true) },
        };

    [Theory]
    [MemberData(nameof(Unread))]
    public void A_rollout_of_which_nobody_knows_is_not_taken_back(string what, Exception exception) =>
        RestoreCause
            .ObjectionTo(Lane, Failed(Stage.Verify, exception))
            .ShouldBe("the rollout could not be read to its end, so it may be healthy", what);

    [Fact]
    public void A_failure_that_says_nothing_of_the_rollout_takes_nothing_back() =>
        RestoreCause
            .ObjectionTo(Lane, Failed(Stage.Verify, new InvalidOperationException("a bug")))
            .ShouldBe("the rollout was not seen to be unhealthy");

    [Fact]
    public void A_rollout_that_was_seen_to_be_unhealthy_is_taken_back() =>
        RestoreCause.ObjectionTo(Lane, Failed(Stage.Verify, Failed(Stage.Verify, null))).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Unread))]
    public async Task Once_a_change_was_sent_a_stage_that_sets_images_is_taken_back(string what, Exception exception)
    {
        RestoreCause.ObjectionTo(Lane, Failed(Stage.SetImage, exception)).ShouldBe("this run has set no image", what);

        await Lane.Open.SendAsync(Web, [], () => { }, () => Task.CompletedTask);

        RestoreCause.ObjectionTo(Lane, Failed(Stage.SetImage, exception)).ShouldBeNull(what);
    }

    [Fact]
    public async Task A_change_that_was_refused_was_sent()
    {
        var refusal = new ApiRefusalException("422", HttpStatusCode.UnprocessableEntity, null, null);
        await Should.ThrowAsync<ApiRefusalException>(
            Lane.Open.SendAsync(Web, [], () => { }, () => Task.FromException(refusal))
        );

        RestoreCause.ObjectionTo(Lane, Failed(Stage.SetImage, refusal)).ShouldBeNull();
    }

    private static StageFailedException Failed(Stage stage, Exception? inner, bool isUnread = false) =>
        new(new FailureRecord(stage, "Any", "it failed"), inner) { IsUnread = isUnread };
}
