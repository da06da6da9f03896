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

    // A storage that chooses a new leader needs a moment.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly LeaseApi _api = new(
        cluster,
        name,
        new LeaseWords($"reading {what}", $"noting {what}", $"forgetting {what}")
    );

    /// <summary>The text; <see langword="null"/> when nothing was noted.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        TextOf(await _api.ReadAsync(cancellationToken));

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
        for (var attempt = 1; !await TryChangeAsync(change, attempt, cancellationToken); attempt++)
        {
            if (attempt == Attempts)
                throw new ReleaseException(
                    $"{cluster.Region}: noting {what} failed: somebody else changes Lease {name} at the same time",
                    $"{cluster.Kubectl} get lease {name} --output=yaml"
                );
        }
    }

    // When the answer got lost or was an error, reading again tells whether the text has arrived.
    private async Task<bool> TryChangeAsync(
        Func<string?, string> change,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        var lease = await _api.ReadAsync(cancellationToken);
        var before = TextOf(lease);
        var text = change(before);
        if (before == text)
            return true;
        lease ??= new V1Lease { ApiVersion = "coordination.k8s.io/v1", Kind = "Lease" };
        lease.Metadata ??= new V1ObjectMeta();
        lease.Metadata.Name = name;
        lease.SetAnnotation(annotation, text);
        try
        {
            return await ChangingCall.SendAsync(
                cluster.Connection.Time,
                $"noting {what}",
                token => _api.WriteAsync(lease, token),
                cancellationToken
            )
                is not null;
        }
        catch (ReleaseException exception) when (ChangeOutcome.IsUnknown(exception) && attempt < Attempts)
        {
            if (exception is ApiRefusalException)
                await Task.Delay(Pause * attempt, cluster.Connection.Time, cancellationToken);
            return false;
        }
    }

    private string? TextOf(V1Lease? lease) => lease?.GetAnnotation(annotation);
}
