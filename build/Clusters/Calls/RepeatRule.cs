using Foundation.Json;

namespace Clusters.Calls;

/// <summary>
/// Whether a call may be sent again when nobody knows if the server acted on the first one. Only calls that do no harm
/// when they are done twice: reads and reviews, dry runs, patches that say the result and not the step, and changes
/// that the server refuses (409) once the version or identity that they name is gone.
/// </summary>
internal static class RepeatRule
{
    public static async Task<bool> MayRepeatAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (
            request.Method == HttpMethod.Get
            || request.Method == HttpMethod.Head
            || IsReview(request)
            || IsDryRun(request)
        )
            return true;
        if (request.Method == HttpMethod.Patch && SaysTheResult(request.Content))
            return true;
        if (
            request.Content is null
            || (
                request.Method != HttpMethod.Put
                && request.Method != HttpMethod.Patch
                && request.Method != HttpMethod.Delete
            )
        )
            return false;

        var body = await request.Content.ReadAsStringAsync(cancellationToken);
        return request.Method == HttpMethod.Delete
            ? Names(body, "preconditions", "uid") || Names(body, "preconditions", "resourceVersion")
            : Names(body, "metadata", "resourceVersion");
    }

    private static bool IsReview(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post
        && request.RequestUri!.AbsolutePath.Contains("/apis/authorization.k8s.io/", StringComparison.Ordinal);

    private static bool IsDryRun(HttpRequestMessage request) =>
        request.RequestUri!.Query.Contains("dryRun=All", StringComparison.Ordinal);

    // RFC 7396 merge patches and server-side apply give the same object however often they are sent.
    private static bool SaysTheResult(HttpContent? content) =>
        content?.Headers.ContentType?.MediaType is "application/merge-patch+json" or "application/apply-patch+yaml";

    private static bool Names(string body, string section, string field) =>
        !string.IsNullOrEmpty(LooseJson.TryParse(body)?.Find(section)?.Text(field));
}
