using System.Globalization;
using Releases.Workloads;

namespace Releases.Surveys;

/// <summary>The release that changed a region last, as it noted it on the workloads.</summary>
/// <param name="What">Such as <c>release 1.2.3 by Ada</c>.</param>
/// <param name="Actor">Who released.</param>
/// <param name="At">When.</param>
public sealed record LastRelease(string What, string Actor, DateTimeOffset At)
{
    /// <summary>The newest note on any of the workloads, or <see langword="null"/>.</summary>
    public static LastRelease? Of(IEnumerable<Workload> workloads) =>
        workloads.Select(Of).OfType<LastRelease>().MaxBy(release => release.At);

    // Whoever changes a workload by hand may leave anything there.
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
