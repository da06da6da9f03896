using Clusters.Calls;
using Clusters.Notes;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Workloads;

namespace Releases.Applying;

/// <summary>What a region remembers of the objects that manifests asked for, so that what left them is known.</summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="fleet">Its migration Job's name tells applications apart that share a namespace.</param>
internal sealed class AppliedNote(RegionCluster cluster, Fleet fleet)
{
    private readonly RegionNote _note = new(
        cluster,
        $"release-{fleet.Migration.Job}-manifests",
        ReleaseLabels.Applied,
        "what was applied"
    );

    /// <summary>The objects; none when nothing was noted.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<IReadOnlyList<ObjectName>> ReadAsync(CancellationToken cancellationToken) =>
        [
            .. (await _note.ReadAsync(cancellationToken) ?? "")
                .Split('\n')
                .Select(ObjectName.TryParse)
                .OfType<ObjectName>(),
        ];

    /// <summary>Notes objects in the place of the present ones.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public Task WriteAsync(IEnumerable<ObjectName> objects, CancellationToken cancellationToken) =>
        _note.WriteAsync(
            string.Join('\n', objects.Select(each => $"{each}").Distinct().Order(StringComparer.Ordinal)),
            cancellationToken
        );
}
