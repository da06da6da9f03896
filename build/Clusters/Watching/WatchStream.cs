using System.Runtime.CompilerServices;
using System.Text.Json;
using Clusters.Calls;
using Foundation.Limits;
using k8s;
using k8s.Models;

namespace Clusters.Watching;

/// <summary>
/// One watch, from its opening to its end. The client library's own reads each event three times, tells errors apart by
/// a callback, and never ends when the connection dies silently.
/// </summary>
/// <param name="connection">The cluster.</param>
/// <param name="address">The collection.</param>
/// <param name="selector">Which of its objects.</param>
/// <param name="opened">Called when the server has taken the watch.</param>
internal sealed class WatchStream<T>(
    ClusterConnection connection,
    ResourceAddress address,
    ResourceSelector selector,
    Action opened
)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Applies each change from a version on; yields the state after it, with the version reached.</summary>
    /// <exception cref="WatchLostException">The server cannot go on from that version.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or went silent.</exception>
    public async IAsyncEnumerable<ResourceSnapshot<T>> FollowAsync(
        ResourceSnapshot<T> snapshot,
        WatchPosition position,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var limits = connection.Limits;
        // The server ends the watch by itself in time; one that outlives its time is on a connection that died
        // silently.
        using var silence = new CancellationTokenSource(limits.WatchLife + limits.WatchMargin, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        using var response = await connection.OpenStreamAsync(Path(position), either.Token);
        opened();
        using var body = await response.Content.ReadAsStreamAsync(either.Token);
        var reader = new BoundedLineReader(body, InputLimits.WatchEvent);
        while (await reader.ReadAsync(either.Token) is { } line)
        {
            if (line.Dropped > 0)
                throw UnreadableAnswerException.TooLarge(
                    connection.Region,
                    Watching,
                    "an event",
                    InputLimits.WatchEvent
                );
            if (line.Text.Length == 0 || Apply(Parse(line.Text), snapshot, position) is not { } changed)
                continue;

            snapshot = changed;
            yield return snapshot;
        }
    }

    private string Path(WatchPosition position) =>
        $"{address.Path}?watch=true&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(position.Version)}"
        + $"&timeoutSeconds={Math.Max(1, (int)connection.Limits.WatchLife.TotalSeconds)}{selector.Query}";

    private string Watching => $"watching {address.Path}";

    private ResourceSnapshot<T>? Apply(WatchEvent change, ResourceSnapshot<T> snapshot, WatchPosition position)
    {
        if (change.Type == "ERROR")
            throw new WatchLostException(Read<V1Status>(change).Message ?? "the server ended the watch");

        var item = Read<T>(change);
        if (item.Metadata?.ResourceVersion is not { } version)
            throw Nameless();
        position.Version = version;
        return change.Type switch
        {
            "ADDED" or "MODIFIED" => item.Metadata.Name is not null ? snapshot.With(item) : throw Nameless(),
            "DELETED" => item.Metadata.Name is not null ? snapshot.Without(item) : throw Nameless(),
            _ => null,
        };
    }

    private UnreadableAnswerException Nameless() =>
        new(connection.Region, Watching, "an event is about an object without name or version");

    // The line is whole and is JSON, so reading it again would fail in the same way.
    private TObject Read<TObject>(WatchEvent change)
        where TObject : class
    {
        try
        {
            return (
                    change.Object.ValueKind == JsonValueKind.Undefined
                        ? null
                        : KubernetesJson.Deserialize<TObject>(change.Object)
                ) ?? throw new UnreadableAnswerException(connection.Region, Watching, "an event is empty");
        }
        catch (JsonException exception)
        {
            throw UnreadableAnswerException.NotJson(connection.Region, Watching, exception);
        }
    }

    // The last line of a broken stream is often half a line.
    private static WatchEvent Parse(string line)
    {
        try
        {
            return KubernetesJson.Deserialize<WatchEvent>(line) ?? throw new IOException("the watch sent nothing");
        }
        catch (JsonException exception)
        {
            throw new IOException("the watch broke off within an event", exception);
        }
    }
}
