using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using k8s.Models;

namespace Clusters.Notes;

/// <summary>
/// A text that later runs have to find in a region. It is an annotation of a Lease that nobody holds: the permissions
/// of the deploy lock are enough to write it, no controller copies or collects it, and neither a manifest nor
/// <c>kubectl rollout undo</c> takes it back, as they do with annotations of workloads.
/// </summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="name">The Lease's name.</param>
/// <param name="annotation">The annotation's key.</param>
/// <param name="what">What is noted, in words, for errors.</param>
public sealed class RegionNote(RegionCluster cluster, string name, string annotation, string what)
{
    private const int Attempts = 3;

    // The attempt with the Lease that was seen before is one more.
    private const int BeforeReading = 0;

    // A storage that chooses a new leader needs a moment.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly LeaseApi _api = new(
        cluster,
        name,
        new LeaseWords($"reading {what}", $"noting {what}", $"forgetting {what}")
    );

    // The Lease as it was last read or written here. A change takes it away, because it changes the object itself.
    private V1Lease? _seen;

    /// <summary>The text; <see langword="null"/> when nothing was noted.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var lease = await FindAsync(cancellationToken);
        var text = TextOf(lease);
        _seen = lease;
        return text;
    }

    /// <summary>Notes a text in the place of the present one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public Task WriteAsync(string text, CancellationToken cancellationToken) =>
        ChangeAsync(_ => text, cancellationToken);

    /// <summary>Notes what the present text becomes, also while others change it.</summary>
    /// <param name="change">
    /// Makes the new text of the present one, which is <see langword="null"/> when nothing was noted. What it has made
    /// once, it leaves as it is: the answer to a change may get lost, and the change is tried again.
    /// </param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task ChangeAsync(Func<string?, string> change, CancellationToken cancellationToken)
    {
        var lease = Interlocked.Exchange(ref _seen, null);
        for (var attempt = lease is null ? 1 : BeforeReading; ; attempt++)
        {
            lease ??= await FindAsync(cancellationToken);
            if (await TryChangeAsync(lease, change, attempt, cancellationToken))
                return;
            if (attempt == Attempts)
                throw new ReleaseException(
                    $"{cluster.Region}: noting {what} failed: somebody else changes Lease {name} at the same time",
                    $"{cluster.Kubectl} get lease {name} --output=yaml"
                );
            lease = null;
        }
    }

    // Every write names the version that it changes. So a Lease that others have changed since is refused, and read
    // again. When the answer got lost or was an error, reading again tells whether the text has arrived.
    private async Task<bool> TryChangeAsync(
        V1Lease lease,
        Func<string?, string> change,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        var before = TextOf(lease);
        var text = change(before);
        // Where nothing is written, nothing tells whether others have changed what was seen before.
        if (before == text)
            return attempt != BeforeReading;
        lease.SetAnnotation(annotation, text);
        try
        {
            var written = await ChangingCall.SendAsync(
                cluster.Connection.Time,
                $"noting {what}",
                token => _api.WriteAsync(lease, token),
                cancellationToken
            );
            if (written is null)
                return false;
            _seen = written;
            return true;
        }
        catch (ReleaseException exception) when (ChangeOutcome.IsUnknown(exception) && attempt < Attempts)
        {
            if (exception is ApiRefusalException)
                await Task.Delay(Pause * Math.Max(1, attempt), cluster.Connection.Time, cancellationToken);
            return false;
        }
    }

    // One that is not there has no version, and is created by the write.
    private async Task<V1Lease> FindAsync(CancellationToken cancellationToken)
    {
        var lease =
            await _api.ReadAsync(cancellationToken)
            ?? new V1Lease { ApiVersion = "coordination.k8s.io/v1", Kind = "Lease" };
        lease.Metadata ??= new V1ObjectMeta();
        lease.Metadata.Name = name;
        return lease;
    }

    private string? TextOf(V1Lease lease) => lease.GetAnnotation(annotation);
}
