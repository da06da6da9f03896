using Drill.Settings;
using Drill.Storage;

namespace Drill.Api;

/// <summary>
/// Which options a watch may have, by the version of the server (k8s.io/apimachinery, ValidateListOptions). Streaming
/// lists are a beta that is on in 1.32, off in 1.33, and on again from 1.34 on (Kubernetes documentation, "Feature
/// Gates", WatchList).
/// </summary>
internal static class WatchOptions
{
    private const string Match = "resourceVersionMatch";
    private const string NotOlderThan = "NotOlderThan";

    // Older servers do not know the option, and so pass it over.
    private const int FirstThatKnowsStreaming = 27;

    /// <exception cref="ApiFailure">An option is not for a watch, or not for this server.</exception>
    public static void Check(ApiCall call)
    {
        FieldError[] errors =
            call.Plane.Region.Version.Minor < FirstThatKnowsStreaming
                ? [.. BeforeStreaming(call)]
                : [.. SinceStreaming(call)];
        if (errors.Length > 0)
            throw ApiFailure.InvalidOptions("ListOptions", errors);
    }

    /// <summary>Whether the watch starts with the present objects and a bookmark at their end.</summary>
    public static bool Streams(ApiCall call) =>
        HasStreaming(call.Plane.Region.Version) && call.Query("sendInitialEvents") is "true" or "1";

    private static bool HasStreaming(ClusterVersion version) => version.Minor is 32 or >= 34;

    private static IEnumerable<FieldError> BeforeStreaming(ApiCall call)
    {
        if (string.IsNullOrEmpty(call.Query(Match)))
            yield break;
        yield return FieldError.Forbidden(Match, $"{Match} is forbidden for watch");
        if (string.IsNullOrEmpty(call.Query("resourceVersion")))
            yield return FieldError.Forbidden(Match, $"{Match} is forbidden unless resourceVersion is provided");
    }

    private static IEnumerable<FieldError> SinceStreaming(ApiCall call)
    {
        var match = call.Query(Match) ?? "";
        var asks = !string.IsNullOrEmpty(call.Query("sendInitialEvents"));
        if (asks && match != NotOlderThan)
            yield return FieldError.Forbidden(Match, $"sendInitialEvents requires setting {Match} to {NotOlderThan}");
        if (asks && !HasStreaming(call.Plane.Region.Version))
            yield return FieldError.Forbidden(
                "sendInitialEvents",
                "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled"
            );
        if (match.Length > 0 && !asks)
            yield return FieldError.Forbidden(
                Match,
                $"{Match} is forbidden for watch unless sendInitialEvents is provided"
            );
        if (match is not ("" or NotOlderThan))
            yield return new FieldError(
                Match,
                "FieldValueNotSupported",
                $"Unsupported value: \"{match}\": supported values: \"{NotOlderThan}\""
            );
    }
}
