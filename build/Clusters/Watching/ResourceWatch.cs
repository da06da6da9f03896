using System.Net;
using System.Runtime.CompilerServices;
using Clusters.Calls;
using k8s;
using k8s.Models;

namespace Clusters.Watching;

/// <summary>
/// Follows a collection for as long as its caller wants to know: lists it and watches it from there. When the watch
/// ends (at the server's limit, or with a broken or silently dead connection), it goes on after a jittered delay from
/// the version that it reached, and where the server no longer knows that version (410 Gone), lists again.
/// </summary>
/// <typeparam name="T">The objects' model; <see cref="V1CronJob"/> also reads <c>batch/v1beta1</c>.</typeparam>
public sealed class ResourceWatch<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ClusterConnection _connection;
    private readonly ResourceAddress _address;
    private readonly ResourceSelector _selector;
    private readonly WatchCurrency _currency;

    /// <summary>Prepares the watch; nothing is sent before it is enumerated.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="address">The collection.</param>
    /// <param name="selector">Which of its objects; all when <see langword="null"/>.</param>
    public ResourceWatch(ClusterConnection connection, ResourceAddress address, ResourceSelector? selector = null)
    {
        _connection = connection;
        _address = address;
        _selector = selector ?? ResourceSelector.All;
        _currency = new WatchCurrency(connection.Time, connection.Limits.Trouble);
    }

    /// <summary>Prepares the watch of a kind where the client library's model says it lives.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="namespace">The namespace.</param>
    /// <param name="selector">Which objects; all when <see langword="null"/>.</param>
    public ResourceWatch(ClusterConnection connection, string @namespace, ResourceSelector? selector = null)
        : this(connection, ResourceAddress.Of<T>(@namespace), selector) { }

    /// <inheritdoc cref="WatchCurrency"/>
    public bool IsCurrent => _currency.IsCurrent;

    /// <summary>
    /// The present objects at once, and again after each change. Never ends by itself: leave the loop or cancel. The
    /// same state can come twice, after a list was read again.
    /// </summary>
    /// <exception cref="ClusterUnreachableException">The server was away for longer than a connection
    /// bears.</exception>
    /// <exception cref="ApiRefusalException">The server refuses the list for good, such as for a missing
    /// permission.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<ResourceSnapshot<T>> SnapshotsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var backoff = new Backoff(_connection.Limits);
        while (true)
        {
            if (await TryListAsync(cancellationToken) is var (snapshot, position))
            {
                yield return snapshot;
                await foreach (var changed in ChangesAsync(snapshot, position, backoff, cancellationToken))
                    yield return changed;
            }
            await Task.Delay(backoff.Next(), _connection.Time, cancellationToken);
        }
    }

    // Ends when the list must be read again. Bookmarks move the position on even where nothing changes.
    private async IAsyncEnumerable<ResourceSnapshot<T>> ChangesAsync(
        ResourceSnapshot<T> snapshot,
        WatchPosition position,
        Backoff backoff,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var stream = new WatchStream<T>(_connection, _address, _selector, _currency.Open);
        while (true)
        {
            var opened = _connection.Time.GetTimestamp();
            var step = WatchStep.Changed;
            var changes = stream
                .FollowAsync(snapshot, position, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            await using (changes)
            {
                while ((step = await AdvanceAsync(changes, cancellationToken)) == WatchStep.Changed)
                {
                    backoff.Reset();
                    snapshot = changes.Current;
                    yield return snapshot;
                }
            }
            _currency.Close();
            if (_connection.Time.GetElapsedTime(opened) > _connection.Limits.LongestDelay)
                backoff.Reset();
            if (step == WatchStep.Lost)
                yield break;

            await Task.Delay(backoff.Next(), _connection.Time, cancellationToken);
        }
    }

    private async Task<(ResourceSnapshot<T> Snapshot, WatchPosition Position)?> TryListAsync(
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ResourceList.StartAsync<T>(_connection, _address, _selector, cancellationToken);
        }
        catch (Exception exception) when (IsPassing(exception, cancellationToken))
        {
            return null;
        }
    }

    private static async ValueTask<WatchStep> AdvanceAsync(
        IAsyncEnumerator<ResourceSnapshot<T>> changes,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await changes.MoveNextAsync() ? WatchStep.Changed : WatchStep.Ended;
        }
        catch (WatchLostException)
        {
            return WatchStep.Lost;
        }
        catch (ApiRefusalException refusal) when (refusal.Status == HttpStatusCode.Gone)
        {
            return WatchStep.Lost;
        }
        catch (Exception exception) when (IsPassing(exception, cancellationToken))
        {
            return WatchStep.Ended;
        }
    }

    private static bool IsPassing(Exception exception, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && exception switch
        {
            ApiRefusalException refusal => refusal.Status
                is >= HttpStatusCode.InternalServerError
                    or HttpStatusCode.Gone
                    or HttpStatusCode.TooManyRequests
                    or HttpStatusCode.RequestTimeout,
            HttpRequestException or IOException or OperationCanceledException => true,
            _ => false,
        };
}
