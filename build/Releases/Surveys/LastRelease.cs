using System.Globalization;
using Releases.Workloads;

namespace Releases.Surveys;

/// <summary>The last release that changed a region, as it noted itself on the workloads.</summary>
/// <param name="What">What it was, such as <c>release 1.2.3 by Ada</c>.</param>
/// <param name="Actor">Who released.</param>
/// <param name="At">When.</param>
public sealed record LastRelease(string What, string Actor, DateTimeOffset At)
{
    /// <summary>The newest note of all workloads, or <see langword="null"/>.</summary>
    public static LastRelease? Of(IEnumerable<Workload> workloads) =>
        workloads.Select(Of).OfType<LastRelease>().MaxBy(release => release.At);

    // A person who changes a workload by hand may write any annotation.
    private static LastRelease? Of(Workload workload)
    {
        var actor = workload.Annotations.GetValueOrDefault(ReleaseLabels.Actor);
        var isDated = DateTimeOffset.TryParse(
            workload.Annotations.GetValueOrDefault(ReleaseLabels.At),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        );
        return actor is null || !isDated
            ? null
            : new LastRelease(
                workload.Annotations.GetValueOrDefault(WorkloadApi.ChangeCause) ?? $"release by {actor}",
                actor,
                at.ToUniversalTime()
            );
    }
}
