using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Clusters.Calls;
using Foundation.Failures;
using k8s;
using k8s.Models;

namespace Clusters.Watching;

/// <summary>
/// Several collections of a region watched together: keeps the newest state of each and tells when any of them has
/// changed.
/// </summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="time">The clock of the waits.</param>
public sealed class Observation(RegionCluster cluster, TimeProvider time) : IAsyncDisposable
{
    private readonly Channel<Exception?> _changes = Channel.CreateBounded<Exception?>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _watches = [];
    private readonly List<Func<bool>> _known = [];
    private readonly List<Func<bool>> _current = [];

    /// <summary>Starts to watch a collection.</summary>
    /// <returns>Gives the newest state; empty until the first list was read.</returns>
    public Func<IReadOnlyList<T>> Watch<T>(ResourceAddress address, ResourceSelector selector)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        ResourceSnapshot<T>? newest = null;
        var watch = new ResourceWatch<T>(cluster.Connection, address, selector);
        _known.Add(() => Volatile.Read(ref newest) is not null);
        _current.Add(() => watch.IsCurrent);
        _watches.Add(FollowAsync());
        return () => [.. Volatile.Read(ref newest)?.Items ?? []];

        async Task FollowAsync()
        {
            try
            {
                await foreach (var snapshot in watch.SnapshotsAsync(_end.Token))
                {
                    Volatile.Write(ref newest, snapshot);
                    _changes.Writer.TryWrite(null);
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                // The observation has ended.
            }
            catch (Exception exception)
            {
                // Even a bug in a watch has to end the wait at once, not at its limit.
                _changes.Writer.TryComplete(exception);
            }
        }
    }

    /// <summary>Whether every collection has been read at least once.</summary>
    public bool IsComplete => _known.All(known => known());

    /// <summary>
    /// Whether what was seen last is still so, in every collection. Ask before the state is read, which may be newer.
    /// </summary>
    public bool IsCurrent => _current.All(current => current());

    /// <summary>Waits for a change, but no longer than a while.</summary>
    /// <returns>Whether something changed.</returns>
    /// <exception cref="ReleaseException">A collection cannot be watched at all.</exception>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Checked first: a wait of no length would not get there.
        if (_changes.Reader.Completion.IsFaulted)
            await _changes.Reader.Completion;
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_watches);
        _end.Dispose();
    }
}
