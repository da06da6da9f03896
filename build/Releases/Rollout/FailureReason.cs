using Clusters.Calls;
using Foundation.Failures;

namespace Releases.Rollout;

/// <summary>The reason of an expected failure in one word, as records have it.</summary>
internal static class FailureReason
{
    /// <summary>Kubernetes' own word where the server refuses, else the kind of failure.</summary>
    public static string Of(ReleaseException exception) =>
        exception is ApiRefusalException refusal
            ? refusal.Reason
            : exception.GetType().Name.Replace("Exception", "", StringComparison.Ordinal);
}
