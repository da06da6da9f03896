using Foundation.Timing;
using k8s.Models;
using Releases.Fleets;
using Releases.Records;
using Releases.Rollout.Diagnosis;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>A migration that takes longer than it may: than the run waits, or than its own Job lets it run.</summary>
internal static class OverlongMigration
{
    /// <summary>The run waits no longer. The Job goes on.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="job">The Job as it is now.</param>
    /// <param name="deadline">The limit of the stage.</param>
    /// <param name="symptom">What keeps the Job from running, where something does.</param>
    /// <param name="pod">Its last pod.</param>
    /// <param name="log">The last lines of its log.</param>
    /// <param name="events">The warnings about it.</param>
    public static StageFailedException TooLong(
        Lane lane,
        V1Job job,
        Deadline deadline,
        Symptom? symptom,
        string? pod,
        IReadOnlyList<string> log,
        IReadOnlyList<string> events
    )
    {
        var showing = symptom is null ? "" : $"; it shows {symptom.Reason}: {symptom.Message}";
        return new StageFailedException(
            MigrationFailure.Of(
                lane,
                job,
                "MigrationTimeout",
                $"Job {job.Name()} has not ended within {DurationText.OfLimit(deadline.Limit)} and goes on in the cluster{showing}",
                log,
                events
            ) with
            {
                Pod = symptom?.Pod ?? pod,
                NextStep =
                    $"run the same command again with a longer --migration-timeout: it joins the running Job{OwnEnd(lane, job)}{MigrationFailure.Cancelling(lane, "this shows and ends it")}",
            }
        );
    }

    /// <summary>What helps where the Job has ended itself, in the middle of a migration.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="job">The Job.</param>
    public static string NextStep(Lane lane, V1Job job)
    {
        var value = job.Spec?.ActiveDeadlineSeconds is { } seconds ? $" ({seconds})" : "";
        var isBack = job.GetLabel(ReleaseLabels.Back) is not null;
        return $"raise activeDeadlineSeconds{value} in {FileOf(lane)}, then run the same command again: {WaysOn.OnlyWhatIsLeft(isBack)}";
    }

    /// <summary>The manifest of the region's migration Job.</summary>
    public static string FileOf(Lane lane) => lane.Order.Fleet.ManifestOf(lane.Order.Fleet.Migration, lane.Region);

    // Whoever waits longer has to know until when that helps. In a drill the Job's seconds are shorter.
    private static string OwnEnd(Lane lane, V1Job job)
    {
        if (
            lane.Region.Provider == Provider.Drill
            || job.Spec?.ActiveDeadlineSeconds is not { } seconds
            || seconds > int.MaxValue
        )
            return "";
        var when = job.Status?.StartTime is { } start
            ? $"at {UtcText.ForPeopleToTheMinute(new DateTimeOffset(start.AddSeconds(seconds)))}"
            : $"{DurationText.OfLimit(TimeSpan.FromSeconds(seconds))} after its start";
        return $", which ends itself {when} unless its activeDeadlineSeconds is raised (docs/runbook.md)";
    }
}
