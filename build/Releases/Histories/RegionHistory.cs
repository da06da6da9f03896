using Clusters.Calls;
using Clusters.Notes;
using Foundation.Failures;
using Releases.Workloads;

namespace Releases.Histories;

/// <summary>What a region remembers of the runs that have changed it.</summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="job">
/// The migration Job's name in the fleet file. It is part of the note's name, because several applications may share a
/// namespace.
/// </param>
public sealed class RegionHistory(RegionCluster cluster, string job)
{
    private readonly RegionNote _note = new(cluster, NameOf(job), ReleaseLabels.History, "who released what");

    /// <summary>The name of the Lease that carries the note.</summary>
    public static string NameOf(string job) => $"release-{job}-history";

    /// <summary>The runs that are noted, the newest first.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(CancellationToken cancellationToken) =>
        HistoryNote.Read(await _note.ReadAsync(cancellationToken));

    /// <summary>Notes a run, or how it has ended.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public Task NoteAsync(HistoryEntry entry, CancellationToken cancellationToken) =>
        _note.ChangeAsync(text => HistoryNote.Add(text, entry), cancellationToken);
}
