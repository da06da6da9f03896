using Clusters.Calls;
using Clusters.Watching;
using Foundation.Failures;
using Foundation.Timing;
using k8s.Models;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Rollout.Diagnosis;

namespace Releases.Rollout.Stages;

/// <summary>
/// Runs the team's own Job that backs a region's database up. Each backup has a Job of its own, whose name is the
/// backup's.
/// </summary>
/// <param name="lane">The region.</param>
/// <param name="rule">Which Job.</param>
/// <param name="deadline">Its limit.</param>
internal sealed class BackupJob(Lane lane, JobRule rule, Deadline deadline)
{
    private readonly SymptomLedger _symptoms = new(lane.Time, lane.Order.Patience);

    /// <summary>Runs the Job to its end.</summary>
    /// <param name="ending">What its name ends in.</param>
    /// <param name="cancellationToken">Stops the wait. The Job goes on.</param>
    /// <returns>The Job's name.</returns>
    /// <exception cref="ReleaseException">It failed, cannot start, or takes longer than the limit.</exception>
    public async Task<string> RunAsync(string ending, CancellationToken cancellationToken)
    {
        var manifest = BackupManifest.Render(lane.Order, lane.Region);
        var name = $"{rule.Job}-{ending}";
        manifest["metadata"]!["name"] = name;
        // No other Job has this name.
        var creation = new JobCreation(lane, new MigrationJobs(lane.Cluster, name), isOurs: _ => true);
        await WaitAsync(await creation.CreateAsync(manifest, cancellationToken), cancellationToken);
        return name;
    }

    private async Task WaitAsync(V1Job created, CancellationToken cancellationToken)
    {
        var (name, space) = (created.Name(), lane.Cluster.Namespace);
        await using var observation = new Observation(lane.Cluster, lane.Time);
        var jobs = observation.Watch<V1Job>(ResourceAddress.Of<V1Job>(space), ResourceSelector.Named(name));
        var pods = observation.Watch<V1Pod>(ResourceAddress.Of<V1Pod>(space), MigrationJobs.PodsOf(created));
        var events = observation.Watch<Corev1Event>(ResourceAddress.Of<Corev1Event>(space), ResourceSelector.All);
        while (true)
        {
            var untilFatal = observation.IsCurrent ? _symptoms.UntilFatal : null;
            await observation.WaitAsync(deadline.Wait(untilFatal), cancellationToken);
            var isCurrent = observation.IsCurrent;
            if (observation.IsComplete)
            {
                var job =
                    jobs().FirstOrDefault(job => job.Uid() == created.Uid())
                    ?? throw new ReleaseException($"Job {name} is gone, and nobody saw how it ended");
                var state = JobState.Of(job);
                if (state.Phase == JobPhase.Complete)
                    return;
                if (state.Phase == JobPhase.Failed)
                    throw await FailedAsync(job, state, cancellationToken);
                _symptoms.Note(JobSymptoms.Of(job.Uid(), job, pods(), events()));
                // What was seen before the connection broke may have healed since.
                if (isCurrent && _symptoms.Fatal is { } symptom)
                    throw new ReleaseException(
                        $"Job {name} cannot start: {symptom.Reason}: {symptom.Message}",
                        $"{lane.Kubectl} describe job {name}"
                    );
                SymptomNews.Tell(lane.Journal, _symptoms, $"Job {name}");
            }
            if (deadline.IsOver)
                throw new ReleaseException(
                    $"Job {name} did not end within {DurationText.OfLimit(deadline.Limit)}; it goes on in the cluster",
                    $"{lane.Kubectl} logs job/{name} --all-containers --tail=20"
                );
            if (deadline.IsSilent)
                lane.Journal.Say(
                    RunEventKind.Waiting,
                    $"Job {name} is backing up, {DurationText.Of(deadline.Elapsed)} of {DurationText.OfLimit(deadline.Limit)}"
                );
        }
    }

    private async Task<ReleaseException> FailedAsync(V1Job job, JobState state, CancellationToken cancellationToken)
    {
        var words = $"Job {job.Name()} failed: {state.Message}";
        if (FailedContainer.Of(await Evidence.PodsAsync(lane, job, cancellationToken) ?? []) is not { } failed)
            return new ReleaseException(words, $"{lane.Kubectl} describe job {job.Name()}");
        var lines = await Evidence.LastLinesAsync(lane, failed.AsSymptom(state.Reason, words), cancellationToken);
        return new BackupJobException(
            $"{words}; {failed}",
            $"{lane.Kubectl} logs {failed.Pod} --container={failed.Name}"
        )
        {
            Pod = failed.Pod,
            Log = lines,
        };
    }
}

/// <summary>The backup Job failed.</summary>
internal sealed class BackupJobException(string message, string nextStep) : ReleaseException(message, nextStep)
{
    /// <summary>The pod that failed.</summary>
    public required string Pod { get; init; }

    /// <summary>The last lines of its container.</summary>
    public required IReadOnlyList<string> Log { get; init; }
}
