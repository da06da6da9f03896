using System.Collections.Concurrent;
using Clusters.Logs;
using Foundation.Timing;
using k8s.Models;

namespace Releases.Rollout.Stages;

/// <summary>The logs of all attempts of a migration, every line once.</summary>
internal sealed class MigrationLogs(Lane lane, Deadline deadline, MigrationTrack track) : IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    private readonly LogTail _tail = new(KeptLines);
    private readonly ConcurrentDictionary<string, LogTail> _byContainer = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Pod, string Container), Task> _readers = [];
    private readonly HashSet<string> _pods = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();

    /// <summary>The last lines that were read so far.</summary>
    public IReadOnlyList<string> Lines => _tail.Lines;

    /// <summary>The last lines that were read so far from the containers of one name.</summary>
    public IReadOnlyList<string> LinesOf(string container) =>
        _byContainer.TryGetValue(container, out var tail) ? tail.Lines : [];

    public string? LastPod { get; private set; }

    /// <summary>
    /// Starts to follow the containers that have begun and are not followed yet. It has to be called again whenever
    /// pods change.
    /// </summary>
    public void Follow(IEnumerable<V1Pod> pods)
    {
        foreach (var pod in pods.OrderBy(pod => pod.Metadata.CreationTimestamp))
        {
            if (_pods.Add(pod.Name()))
                LastPod = pod.Name();
            foreach (var container in (pod.Spec.InitContainers ?? []).Concat(pod.Spec.Containers))
            {
                if (!_readers.ContainsKey((pod.Name(), container.Name)) && ContainerLog.HasBegun(pod, container.Name))
                    _readers[(pod.Name(), container.Name)] = ReadAsync(pod, container.Name);
            }
        }
    }

    /// <summary>
    /// Waits until the log of the ended containers is read. The wait has a limit, because a release matters more than a
    /// log.
    /// </summary>
    /// <returns>The last lines.</returns>
    public Task<IReadOnlyList<string>> DrainAsync(CancellationToken cancellationToken) =>
        DrainAsync(_readers.Values, cancellationToken);

    /// <summary>Waits until the log of some containers is read, while others go on.</summary>
    public Task<IReadOnlyList<string>> DrainAsync(
        IReadOnlyCollection<string> containers,
        CancellationToken cancellationToken
    ) =>
        DrainAsync(
            _readers.Where(reader => containers.Contains(reader.Key.Container)).Select(reader => reader.Value),
            cancellationToken
        );

    private async Task<IReadOnlyList<string>> DrainAsync(IEnumerable<Task> readers, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(readers).WaitAsync(DrainLimit, lane.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            lane.Journal.Say(RunEventKind.Trouble, "the migration's log could not be read to its end");
        }
        return Lines;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_readers.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ReadAsync(V1Pod pod, string container)
    {
        try
        {
            var log = new ContainerLog(lane.Cluster.Connection, lane.Cluster.Namespace, pod.Name(), container);
            await foreach (var line in log.FollowAsync(pod, _end.Token))
                Take(pod.Name(), container, line);
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // The stage has ended. Nobody needs the log any more.
        }
        catch (Exception exception)
        {
            // No failure to read a log may stop a release.
            var words = exception.Message.ReplaceLineEndings(" ");
            lane.Journal.Say(RunEventKind.Trouble, $"the log of {pod.Name()} cannot be read: {words}");
        }
    }

    private void Take(string pod, string container, LogLine written)
    {
        var line = written.Text;
        _tail.Add(line);
        _byContainer.GetOrAdd(container, _ => new LogTail(KeptLines)).Add(line);
        // The lines are not shown, but the progress that they tell is.
        if (lane.Order.TailMigration)
            deadline.Speak();
        lane.Journal.Say(RunEventKind.MigrationLog, line);
        track.Take(pod, container, written);
    }
}
