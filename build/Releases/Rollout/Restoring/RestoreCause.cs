using Clusters.Calls;
using Releases.Records;

namespace Releases.Rollout.Restoring;

/// <summary>
/// Judges whether a failure speaks against the release. A region whose cluster could not be asked may be healthy, and
/// to take it back could end a good release.
/// </summary>
internal static class RestoreCause
{
    /// <summary>
    /// Why the region is not rolled back after a failure. <see langword="null"/> when the failure is one of the
    /// release: a change has failed, or its rollout was seen to be unhealthy.
    /// </summary>
    /// <param name="lane">The region.</param>
    /// <param name="failed">How the stage ended. What ended it is the inner exception.</param>
    public static string? ObjectionTo(Lane lane, StageFailedException failed)
    {
        if (failed.Failure.Stage == Stage.SetImage)
            return lane.Open.HasSent ? null : "this run has set no image";
        return failed.InnerException switch
        {
            StageFailedException { IsUnread: false } => null,
            StageFailedException
            or ClusterUnreachableException
            or ApiRefusalException
            or UnreadableAnswerException
            or HttpRequestException
            or IOException => "the rollout could not be read to its end, so it may be healthy",
            _ => "the rollout was not seen to be unhealthy",
        };
    }
}
