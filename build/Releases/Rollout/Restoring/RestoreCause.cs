using Releases.Records;

namespace Releases.Rollout.Restoring;

/// <summary>
/// Judges whether a failure speaks against the release. A region whose cluster could not be asked may be healthy, and
/// to take it back could end a good release.
/// </summary>
internal static class RestoreCause
{
    /// <summary>
    /// Why the region is not taken back after a failure. <see langword="null"/> when the failure is one of the release:
    /// a change has failed, or its rollout was seen to be unhealthy.
    /// </summary>
    /// <param name="lane">The region.</param>
    /// <param name="failed">How the stage ended. What ended it is the inner exception.</param>
    public static string? ObjectionTo(Lane lane, StageFailedException failed) =>
        failed.Failure.Stage == Stage.SetImage
            ? lane.Open.HasSent
                ? null
                : "not taken back: the workloads could not be read, and this run has set no image"
            : failed.InnerException is StageFailedException { IsUnread: false }
                ? null
                : "not taken back: the rollout could not be read to its end, so it may be healthy";
}
