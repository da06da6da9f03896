using System.Text.Json.Nodes;
using Clusters.Calls;
using Clusters.Logs;
using Clusters.Watching;
using Foundation.Failures;
using Foundation.Timing;
using k8s.Models;
using Releases.Jobs;
using Releases.Workloads;

namespace Releases.Schemas;

/// <summary>
/// Asks a region's database which migrations are applied, and how many rows tables have. A Job of its own asks each
/// question: it only reads, and it is always removed afterwards.
/// </summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="repository">The release's repository with its registry.</param>
public sealed class SchemaQuestion(RegionCluster cluster, string repository)
{
    private const int MostLines = 50_000;
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(5);

    // An image that cannot be pulled now will hardly appear within the limit.
    private static readonly string[] Hopeless =
    [
        "ImagePullBackOff",
        "InvalidImageName",
        "ErrImageNeverPull",
        "CreateContainerConfigError",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Asks which migrations are applied. The wait is a minute and a half, which is enough also for a cluster that is
    /// slow to start pods.
    /// </summary>
    /// <param name="migration">The rendered migration Job of the image to ask. It is changed in place.</param>
    /// <param name="patience">The factor on the wait. The wait is never below 20 s.</param>
    /// <param name="cancellationToken">Stops the question. The Job is removed all the same.</param>
    /// <exception cref="ReleaseException">
    /// The database could not be asked. The error says in one line what is known.
    /// </exception>
    public Task<AskedSchema> AskAsync(JsonObject migration, double patience, CancellationToken cancellationToken) =>
        AskAsync(migration, DatabaseQuestion.Migrations, AskedSchema.Read, patience, cancellationToken);

    /// <summary>Asks how many rows tables have, in the same way.</summary>
    /// <param name="migration">The rendered migration Job of the image to ask. It is changed in place.</param>
    /// <param name="tables">The names of the tables.</param>
    /// <param name="patience">The factor on the wait.</param>
    /// <param name="cancellationToken">Stops the question. The Job is removed all the same.</param>
    /// <exception cref="ReleaseException">The database could not be asked.</exception>
    internal Task<AskedRows> AskRowsAsync(
        JsonObject migration,
        IReadOnlyList<string> tables,
        double patience,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            migration,
            DatabaseQuestion.Rows(tables),
            log => AskedRows.Read(log, tables),
            patience,
            cancellationToken
        );

    private async Task<T> AskAsync<T>(
        JsonObject migration,
        DatabaseQuestion question,
        Func<IReadOnlyList<string>, T?> read,
        double patience,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var limit = Limit * patience > LeastLimit ? Limit * patience : LeastLimit;
        var id = $"{Guid.NewGuid():N}"[..8];
        var name = QuestionManifest.Turn(migration, repository, id, question);
        var jobs = new MigrationJobs(cluster, name);
        using var over = new CancellationTokenSource(limit, cluster.Connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await RemoveForgottenAsync(either.Token);
            var job = await jobs.CreateAsync(migration, either.Token);
            return await ReadAsync(job, read, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReleaseException(
                $"the database did not answer within {DurationText.OfLimit(limit)}",
                $"{cluster.Kubectl} get pods --selector={ReleaseLabels.Question}"
            );
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ReleaseException($"the answer of the database broke off: {exception.Message}", null, exception);
        }
        finally
        {
            await RemoveAsync(jobs);
        }
    }

    private async Task<T> ReadAsync<T>(
        V1Job job,
        Func<IReadOnlyList<string>, T?> read,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var pods = new ResourceWatch<V1Pod>(cluster.Connection, cluster.Namespace, MigrationJobs.PodsOf(job));
        var isSeen = false;
        await foreach (var snapshot in pods.SnapshotsAsync(cancellationToken))
        {
            if (isSeen && snapshot.Count == 0)
                break;
            isSeen = snapshot.Count > 0;
            foreach (var pod in snapshot.Items)
            {
                var status = pod.Status?.ContainerStatuses?.FirstOrDefault(each =>
                    each.Name == QuestionManifest.Container
                );
                if (status?.State?.Waiting is { } waiting && Hopeless.Contains(waiting.Reason))
                    throw new ReleaseException($"the question cannot start: {waiting.Reason}: {waiting.Message}");
                if (status?.State?.Terminated is { } end)
                    return Answer(end.ExitCode, await LogAsync(pod.Name(), cancellationToken), read);
            }
        }
        throw new ReleaseException("the question's pod is gone, and nobody saw its answer");
    }

    private static T Answer<T>(int exitCode, IReadOnlyList<string> log, Func<IReadOnlyList<string>, T?> read)
        where T : class
    {
        if (exitCode == 0 && read(log) is { } answer)
            return answer;
        var known = KnownError.Find(log) is { } error ? $"; {error.Line}" : "";
        var last = log.LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "it wrote nothing";
        throw new ReleaseException($"the question ended with exit code {exitCode}: {last}{known}");
    }

    private Task<IReadOnlyList<string>> LogAsync(string pod, CancellationToken cancellationToken) =>
        ContainerTail.ReadAsync(
            cluster.Connection,
            cluster.Namespace,
            pod,
            QuestionManifest.Container,
            previous: false,
            MostLines,
            cancellationToken
        );

    // Questions of killed runs, on clusters that do not remove ended Jobs by themselves.
    private async Task RemoveForgottenAsync(CancellationToken cancellationToken)
    {
        var questions = await ResourceList.ReadAsync<V1Job>(
            cluster.Connection,
            ResourceAddress.Of<V1Job>(cluster.Namespace),
            new ResourceSelector(ReleaseLabels.Question),
            cancellationToken
        );
        foreach (var job in questions.Where(job => JobState.Of(job).Phase != JobPhase.Running))
            await new MigrationJobs(cluster, job.Name()).DeleteAsync(job, cancellationToken);
    }

    // Also after Ctrl-C, and when the creation has no answer.
    private async Task RemoveAsync(MigrationJobs jobs)
    {
        using var limit = new CancellationTokenSource(RemovalLimit, cluster.Connection.Time);
        try
        {
            if (await jobs.FindAsync(limit.Token) is { } job)
                await jobs.DeleteAsync(job, limit.Token);
        }
        catch (Exception exception) when (exception is ReleaseException or OperationCanceledException)
        {
            // The cluster removes the Job by its deadline and its time to live.
        }
    }
}
