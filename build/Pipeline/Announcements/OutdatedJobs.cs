using Releases.GitLab;
using Releases.Records;

namespace Pipeline.Announcements;

/// <summary>
/// The jobs that GitLab starts by itself for a back-ported tag. They would take every region from a newer version to
/// this one; the downgrade guard refuses that, but a cancelled job is no red pipeline.
/// </summary>
/// <param name="server">The project's GitLab.</param>
/// <param name="regions">The names of the fleet's regions.</param>
/// <param name="isBackPortAsync">Whether a newer version than the release exists.</param>
/// <param name="say">Shows a line.</param>
/// <param name="time">The clock.</param>
public sealed class OutdatedJobs(
    GitLabServer server,
    IEnumerable<string> regions,
    Func<Task<bool>> isBackPortAsync,
    Action<string> say,
    TimeProvider time
) : IAudience
{
    // The job before those that deploy: without it GitLab starts no pipeline of the regions.
    private const string BeforeDeployJobs = "deploy-regions";

    // GitLab makes the pipeline of a tag some seconds after it was pushed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Others of the project's jobs may begin with the same word.
    private readonly HashSet<string> _names = [BeforeDeployJobs, .. regions.Select(region => $"deploy {region}")];

    /// <summary>Cancels the deploy jobs of the release's tag that have not begun.</summary>
    /// <exception cref="GitLabException">GitLab cannot be reached, or refuses.</exception>
    public async Task BeginAsync(ReleaseRecord record, CancellationToken cancellationToken)
    {
        if (!await isBackPortAsync())
            return;
        var tag = record.Version;
        var jobs = await DeployJobsAsync(tag, cancellationToken);
        foreach (var job in jobs.Where(job => job.IsAhead))
        {
            await server.CancelAsync(job, cancellationToken);
            say($"GitLab: cancelled {job.Name} of {tag}: a newer version exists, and this release goes by hand");
        }
        // A job that was ended half way would leave a migration that nobody waits for.
        foreach (var job in jobs.Where(job => job.IsRunning))
            say($"GitLab: {job.Name} of {tag} runs already and was left alone; the deploy lock keeps the two apart");
    }

    /// <inheritdoc/>
    public Task EnterAsync(RegionRecord region, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task EndAsync(ReleaseRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IReadOnlyList<GitLabJob>> DeployJobsAsync(string tag, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var jobs = await server.JobsOfAsync(tag, cancellationToken);
            if (jobs.Count > 0 || time.GetElapsedTime(start) >= Patience)
                return [.. jobs.Where(job => _names.Contains(job.Name))];
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
