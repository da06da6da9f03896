using System.Net;
using Foundation.Json;
using Foundation.Limits;
using Foundation.Text;
using k8s.Autorest;

namespace Clusters.Calls;

/// <summary>Puts a refusal of the API server into one line.</summary>
public static class ApiRefusal
{
    /// <summary>The refusal as an expected failure.</summary>
    /// <param name="connection">Where it happened.</param>
    /// <param name="doing">What was being done, such as "setting the image of Deployment web".</param>
    /// <param name="exception">What the client threw.</param>
    public static ApiRefusalException From(
        ClusterConnection connection,
        string doing,
        HttpOperationException exception
    ) => From(connection.Region, doing, exception.Response.StatusCode, exception.Response.Content, exception);

    internal static ApiRefusalException From(
        string region,
        string doing,
        HttpStatusCode status,
        string? body,
        Exception? inner = null
    )
    {
        var words = Words(status, body);
        return new($"{region}: {doing}: {(int)status} {words}", status, NextStep(status, words), inner);
    }

    // A Status object says it best; a proxy's HTML page is worth nothing in one line.
    private static string Words(HttpStatusCode status, string? body) =>
        LooseJson.TryParse(body)?.Text("message") is { Length: > 0 } words
            ? Shortened.To(words.ReplaceLineEndings(" "), InputLimits.Message)
            : status.ToString();

    // The words of k8s.io/apiserver, pkg/admission/plugin/webhook/errors and .../webhook/generic.
    private static string? NextStep(HttpStatusCode status, string words) =>
        status switch
        {
            _ when words.Contains(ApiRefusalException.FailedWebhook, StringComparison.Ordinal) =>
                ApiRefusalException.WebhookNextStep,
            // pkg/endpoints/handlers/finisher: the server gives up on a change after 34 seconds.
            _ when words.Contains("request did not complete within", StringComparison.Ordinal) =>
                "an admission webhook or the cluster's storage is slow: ask whoever runs the cluster; then run the same command again, it reads what is there",
            _ when ApiRefusalException.IsOfPolicy(words)
                    || words.Contains("admission webhook", StringComparison.Ordinal) =>
                ApiRefusalException.PolicyNextStep,
            // apimachinery, pkg/runtime: what fieldValidation=Strict refuses.
            _ when words.Contains("strict decoding error", StringComparison.Ordinal) =>
                "correct the field in the manifest: it is misspelt, at the wrong place, or newer than the cluster",
            HttpStatusCode.Unauthorized => "log in again and fetch the region's credentials anew",
            HttpStatusCode.Forbidden =>
                "ask for this permission in the region's namespace, or use an account that has it",
            _ => null,
        };
}
