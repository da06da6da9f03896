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
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Cancels the deploy jobs of the tags that have not begun.</summary>
    /// <exception cref="GitLabException">GitLab cannot be reached, or refuses.</exception>
    public async Task BeginAsync(ReleaseRecord record, CancellationToken cancellationToken)
    {
        if (await findAsync() is not { } outdated)
            return;
        foreach (var tag in outdated.Tags)
            await CancelAsync(outdated, tag, cancellationToken);
    }

    private async Task CancelAsync(OutdatedTags outdated, string tag, CancellationToken cancellationToken)
    {
        var jobs = await DeployJobsAsync(outdated, tag, cancellationToken);
        foreach (var job in jobs.Where(job => job.IsAhead))
        {
            await server.CancelAsync(job, cancellationToken);
            say($"GitLab: cancelled {job.Name} of {tag}: {outdated.Because}");
        }
        // A job that was ended half way would leave a migration that nobody waits for.
        foreach (var job in jobs.Where(job => job.IsRunning))
            say($"GitLab: {job.Name} of {tag} runs already and was left alone; the deploy lock keeps the two apart");
    }

    /// <inheritdoc/>
    public Task EnterAsync(RegionRecord region, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task EndAsync(ReleaseRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IReadOnlyList<GitLabJob>> DeployJobsAsync(
        OutdatedTags outdated,
        string tag,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var jobs = await server.JobsOfAsync(tag, cancellationToken);
            if (jobs.Count > 0 || time.GetElapsedTime(start) >= outdated.Patience)
                return [.. jobs.Where(job => outdated.Jobs.Contains(job.Name))];
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
