using System.Globalization;
using Foundation.Timing;
using k8s.Models;
using Releases.Rollout.Stages;

namespace Releases.Tests.Rollout.Stages;

public sealed class OverlongMigrationTests : IAsyncDisposable
{
    private readonly JobServer _server = new();
    private readonly StageLane _lane;

    public OverlongMigrationTests() => _lane = new StageLane(_server.Loopback);

    public async ValueTask DisposeAsync()
    {
        _lane.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(3600L, "2026-03-01T09:15:04Z", ", which ends itself at 2026-03-01 10:15Z unless its active")]
    [InlineData(90_000L, "2026-03-01T09:15:04Z", ", which ends itself at 2026-03-02 10:15Z unless its active")]
    [InlineData(3600L, null, ", which ends itself 1h after its start unless its activeDeadlineSeconds is raised")]
    [InlineData(null, "2026-03-01T09:15:04Z", "; this shows and ends it: ")]
    [InlineData(long.MaxValue, "2026-03-01T09:15:04Z", "; this shows and ends it: ")]
    public void Who_joins_the_Job_hears_until_when_that_helps(long? seconds, string? start, string words)
    {
        var job = Job(seconds);
        job.Status = new V1JobStatus { StartTime = start is null ? null : Utc(start) };

        var failure = OverlongMigration
            .TooLong(_lane.Lane, job, new Deadline(TimeProvider.System, TimeSpan.FromMinutes(30)), null, null, [], [])
            .Failure;

        failure.Message.ShouldBe("Job migration has not ended within 30m and goes on in the cluster");
        failure.NextStep.ShouldNotBeNull().ShouldContain($": it joins the running Job{words}");
    }

    [Theory]
    [InlineData(3600L, "raise activeDeadlineSeconds (3600) in ")]
    [InlineData(null, "raise activeDeadlineSeconds in ")]
    public void A_Job_that_is_gone_and_had_ended_itself_leads_to_the_field_that_made_it(long? seconds, string words)
    {
        var told = new GoneJobEnd(
            IsComplete: false,
            "DeadlineExceeded",
            "Job was active longer than specified deadline"
        );

        MigrationFailure
            .FailedUnseen(_lane.Lane, Job(seconds), told, null, [], [])
            .Failure.NextStep.ShouldNotBeNull()
            .ShouldStartWith(words);
    }

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime;

    private static V1Job Job(long? seconds) =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = "migration" },
            Spec = new V1JobSpec { ActiveDeadlineSeconds = seconds },
        };
}
