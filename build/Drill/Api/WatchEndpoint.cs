using System.Globalization;
using System.Threading.Channels;
using Drill.Storage;

namespace Drill.Api;

/// <summary>Streams the changes of objects, starting at a resource version.</summary>
internal static class WatchEndpoint
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(40);

    public static async Task AnswerAsync(ApiCall call)
    {
        WatchOptions.Check(call);
        var changes = Channel.CreateUnbounded<StoreChange>(new UnboundedChannelOptions { SingleReader = true });
        var stream = new WatchAnswer(call, Selection.Of(call));
        using var timeout = new CancellationTokenSource(Timeout(call), call.Plane.Time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            call.Aborted,
            call.Server.Requests.Streams
        );
        call.Http.Response.ContentType = "application/json";
        var subscription = call.Plane.Do(() => Begin(call, stream, changes.Writer));
        await call.Http.Response.StartAsync(call.Aborted);
        try
        {
            await PumpAsync(call, stream, changes.Reader, ends.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            await stream.WriteBookmarkAsync();
        }
        catch (OperationCanceledException)
        {
            call.Http.Abort();
        }
        finally
        {
            call.Plane.Release(subscription);
        }
    }

    /// <summary>
    /// Reads the stream's start and subscribes to changes. Both happen under the lock, so that no change is missed
    /// between them.
    /// </summary>
    private static IDisposable Begin(ApiCall call, WatchAnswer stream, ChannelWriter<StoreChange> changes)
    {
        var store = call.Plane.Store;
        stream.SeenVersion = store.Version;
        var from = call.Query("resourceVersion");
        if (string.IsNullOrEmpty(from) || from == "0" || WatchOptions.Streams(call))
        {
            foreach (var found in store.List(call.Kind, call.Namespace))
                changes.TryWrite(new StoreChange(ChangeType.Added, found, null));

            stream.InitialEvents = store.List(call.Kind, call.Namespace).Count();
        }
        else if (!long.TryParse(from, CultureInfo.InvariantCulture, out var version))
        {
            throw ApiFailure.BadRequest(
                $"Invalid value: \"{from}\": strconv.ParseUint: parsing \"{from}\": invalid syntax"
            );
        }
        else if (version < store.OldestVersion)
        {
            stream.Failure = ApiFailure.Expired($"too old resource version: {version} ({store.OldestVersion})");
        }
        else
        {
            foreach (var change in store.Since(version).Where(change => change.Object.Kind == call.Kind))
                changes.TryWrite(change);
        }

        return store.Listen(change =>
        {
            if (change.Object.Kind == call.Kind)
                changes.TryWrite(change);
        });
    }

    private static async Task PumpAsync(
        ApiCall call,
        WatchAnswer stream,
        ChannelReader<StoreChange> changes,
        CancellationToken cancellationToken
    )
    {
        await stream.FlushAsync();
        if (stream.Failure is not null)
        {
            await stream.WriteFailureAsync(stream.Failure);
            return;
        }

        while (true)
        {
            if (!await WaitAsync(call, stream, changes, cancellationToken))
                continue;

            while (changes.TryRead(out var change))
            {
                if (await stream.WriteAsync(change))
                    continue;

                call.Http.Abort();
                return;
            }

            await stream.FlushAsync();
        }
    }

    /// <returns>True when there is a change to read. False when a bookmark was due; it is written.</returns>
    private static async Task<bool> WaitAsync(
        ApiCall call,
        WatchAnswer stream,
        ChannelReader<StoreChange> changes,
        CancellationToken cancellationToken
    )
    {
        if (await stream.EndInitialEventsAsync())
            await stream.FlushAsync();

        try
        {
            return await changes
                .WaitToReadAsync(cancellationToken)
                .AsTask()
                .WaitAsync(BookmarkEvery, call.Plane.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            await stream.WriteBookmarkAsync();
            return false;
        }
    }

    private static TimeSpan Timeout(ApiCall call) =>
        int.TryParse(call.Query("timeoutSeconds"), CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : DefaultTimeout;
}
