using Foundation.Failures;
using Pipeline.GitLab;
using Releases.GitLab;
using Releases.Records;

namespace Pipeline.Announcements;

/// <summary>
/// The jobs that GitLab starts by itself for a tag, and that would undo what a run does by hand. The guards refuse most
/// of them, but a cancelled job is no red pipeline.
/// </summary>
/// <param name="server">The project's GitLab.</param>
/// <param name="findAsync">Finds out of which tags.</param>
/// <param name="say">Shows a line.</param>
/// <param name="time">The clock.</param>
public sealed class OutdatedJobs(
    GitLabServer server,
    Func<Task<OutdatedTags?>> findAsync,
    Action<string> say,
    TimeProvider time
) : IAudience
{
    private const string ByHand = "cancel them in the pipelines of these tags, or GitLab starts them";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // What was said after the push is not said again when the lanes begin.
    private readonly HashSet<string> _said = [];

    /// <summary>Cancels the deploy jobs that have not begun, while images are still built and pushed.</summary>
    /// <exception cref="ReleaseException">Some were not: all of them, and why the first was not.</exception>
    public Task PushedAsync(ReleaseRecord record, CancellationToken cancellationToken) =>
        CancelAsync(cancellationToken);

    /// <summary>Cancels them; an earlier run may have pushed the tag.</summary>
    /// <exception cref="ReleaseException">Some were not: all of them, and why the first was not.</exception>
    public Task BeginAsync(ReleaseRecord record, CancellationToken cancellationToken) => CancelAsync(cancellationToken);

    /// <inheritdoc/>
    public Task EnterAsync(RegionRecord region, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task EndAsync(ReleaseRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CancelAsync(CancellationToken cancellationToken)
    {
        if (await findAsync() is not { } outdated)
            return;
        var left = new List<(string What, GitLabException Why)>();
        try
        {
            foreach (var tag in outdated.Tags)
                await TryAsync(left, JobsOf(tag), () => CancelAsync(outdated, tag, left, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Say($"GitLab: the run ended before it had cancelled {JobsOf(string.Join(", ", outdated.Tags))}; {ByHand}");
            throw;
        }
        if (left.Count > 0)
            throw new ReleaseException(
                $"GitLab: not cancelled: {string.Join(", ", left.Select(each => each.What))}: {left[0].Why.Message}",
                left[0].Why.NextStep is { } next ? $"{next}; {ByHand}" : ByHand
            );
    }

    private static string JobsOf(string tags) => $"the deploy jobs of {tags}";

    // Who refuses one, or is slow once, may take the others.
    private static async Task TryAsync(List<(string, GitLabException)> left, string what, Func<Task> doAsync)
    {
        try
        {
            await doAsync();
        }
        catch (GitLabException failure)
        {
            left.Add((what, failure));
        }
    }

    private async Task CancelAsync(
        OutdatedTags outdated,
        string tag,
        List<(string, GitLabException)> left,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var tried = new HashSet<long>();
        while (true)
        {
            var all = await server.JobsOfAsync(tag, cancellationToken);
            var jobs = all.Where(job => outdated.Jobs.Contains(job.Name)).ToArray();
            foreach (var job in jobs.Where(job => CanBeEnded(job) && tried.Add(job.Id)))
                await TryAsync(
                    left,
                    $"{job.Name} of {tag}",
                    async () =>
                    {
                        await server.CancelAsync(job, cancellationToken);
                        Say($"GitLab: cancelled {job.Name} of {tag}: {outdated.Because}");
                    }
                );
            if ((all.Count > 0 && !HasMoreToCome(jobs)) || time.GetElapsedTime(start) >= outdated.Patience)
            {
                foreach (var job in jobs.Where(job => job.IsRunning && !CanBeEnded(job)))
                    Say(
                        $"GitLab: {job.Name} of {tag} runs already and was left alone; the deploy lock keeps two runs apart in its region"
                    );
                return;
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // A deploy job that was ended half way would leave a migration that nobody waits for. The job before them touches
    // no region.
    private static bool CanBeEnded(GitLabJob job) => job.IsAhead || (job.IsRunning && IsBeforeDeploy(job));

    // GitLab makes the pipeline of the regions a moment after the job before it has passed.
    private static bool HasMoreToCome(GitLabJob[] jobs) =>
        jobs.All(IsBeforeDeploy) && jobs.Any(job => job.IsRunning || job.HasPassed);

    private static bool IsBeforeDeploy(GitLabJob job) => job.Name == RegionJobNames.BeforeDeploy;

    private void Say(string line)
    {
        if (_said.Add(line))
            say(line);
    }
}
