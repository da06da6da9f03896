using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Foundation.Failures;
using Foundation.Limits;

namespace Clusters.Calls;

/// <summary>
/// A cluster's server could not be reached, did not answer, or could not be asked since no credential was to be had
/// anew, for as long as the limits allow.
/// </summary>
public sealed class ClusterUnreachableException : ReleaseException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">One line with region, server and reason.</param>
    /// <param name="mayHaveHappened">Whether a change was sent whose answer never came.</param>
    /// <param name="inner">What the transport said.</param>
    /// <param name="nextStep">What helps against that reason, where it is more than the network.</param>
    public ClusterUnreachableException(string message, bool mayHaveHappened, Exception? inner, string? nextStep = null)
        : base(
            message,
            mayHaveHappened
                ? "run the same command again: it reads what is there and does only what is left"
                : nextStep
                    ?? "check the network, VPN or firewall between here and the cluster, then run the same command again",
            inner
        )
    {
        MayHaveHappened = mayHaveHappened;
    }

    /// <inheritdoc/>
    public override string Reason => "ClusterUnreachable";

    /// <summary>
    /// <see langword="true"/> when the call was a change that was sent and never answered: read the object back before
    /// doing it again.
    /// </summary>
    public bool MayHaveHappened { get; }
}

/// <summary>A cluster's server understood a call and refused it.</summary>
public sealed class ApiRefusalException : ReleaseException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">One line with region, what was being done, and the server's words.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="nextStep">What helps, or <see langword="null"/>.</param>
    /// <param name="inner">The client's exception.</param>
    public ApiRefusalException(string message, HttpStatusCode status, string? nextStep, Exception? inner)
        : base(message, nextStep, inner)
    {
        Status = status;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>
    /// Whether the server may have done what it was asked all the same: it failed half way, and not before it stores
    /// anything, which is when it asks admission webhooks (Kubernetes documentation, "Dynamic Admission Control").
    /// </summary>
    public bool MayHaveHappened =>
        Status >= HttpStatusCode.InternalServerError && !Message.Contains(FailedWebhook, StringComparison.Ordinal);

    /// <summary>How the server says that it could not ask a webhook (k8s.io/apiserver, pkg/admission).</summary>
    public const string FailedWebhook = "failed calling webhook";

    /// <summary>
    /// The reason of all that is refused since a webhook cannot be asked, whoever asks: a run or a controller.
    /// </summary>
    public const string WebhookReason = "WebhookFailed";

    /// <summary>What helps where a webhook cannot be asked.</summary>
    public const string WebhookNextStep =
        "bring the webhook's pods back, or ask whoever runs it to; then run the same command again";

    /// <summary>What helps where a policy of the cluster refuses something.</summary>
    public const string PolicyNextStep =
        "a policy of the cluster refuses it: fix what it names, or ask whoever runs the policy";

    /// <summary>
    /// Whether a policy of the cluster has refused something: a webhook, or a ValidatingAdmissionPolicy
    /// (k8s.io/apiserver, pkg/admission/plugin).
    /// </summary>
    /// <param name="words">The server's words.</param>
    public static bool IsOfPolicy(string words) =>
        words.Contains("denied the request", StringComparison.Ordinal)
        || words.Contains("denied request", StringComparison.Ordinal);

    /// <summary>The reason in one word, the same wherever it is refused.</summary>
    public override string Reason =>
        Message.Contains(FailedWebhook, StringComparison.Ordinal) ? WebhookReason : Status.ToString();
}

/// <summary>A server has answered with something that is no Kubernetes object, or with too much of it.</summary>
public sealed class UnreadableAnswerException : ReleaseException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="region">The region.</param>
    /// <param name="doing">What was being done, such as "reading api/v1/namespaces/shop/pods".</param>
    /// <param name="what">What is wrong with the answer.</param>
    /// <param name="inner">What found that, or <see langword="null"/>.</param>
    public UnreadableAnswerException(string region, string doing, string what, Exception? inner = null)
        : base(
            $"{region}: {doing}: {what}",
            "see that the server in the region's kubeconfig is its Kubernetes API, and not a proxy or another service",
            inner
        ) { }

    /// <inheritdoc/>
    public override string Reason => "UnreadableAnswer";

    /// <summary>The answer is larger than a limit.</summary>
    internal static UnreadableAnswerException TooLarge(string region, string doing, string what, int limit) =>
        new(region, doing, $"{what} is {TooLargeException.Words(limit)}");

    // Where in the answer the reader stopped helps nobody.
    internal static UnreadableAnswerException NotJson(string region, string doing, JsonException exception) =>
        new(
            region,
            doing,
            $"the answer is no JSON of a Kubernetes API ({exception.Message.Split(" Path: ")[0].TrimEnd('.')})",
            exception
        );
}

/// <summary>Why a server's certificate was refused; carries the reason out of the TLS handshake.</summary>
internal sealed class UntrustedServerException(string reason) : AuthenticationException(reason)
{
    /// <summary>The reason within whatever the transport wrapped around it.</summary>
    public static UntrustedServerException? Within(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is UntrustedServerException untrusted)
                return untrusted;
        }
        return null;
    }
}

/// <summary>
/// The caller has cancelled a change that was under way, and its answer did not come in the grace after that: whether
/// it has happened, or will, is not known.
/// </summary>
/// <param name="doing">What was being done, such as "setting the image of Deployment web".</param>
/// <param name="inner">How the call ended.</param>
public sealed class UnansweredChangeException(string doing, Exception inner)
    : OperationCanceledException($"the answer to {doing} was outstanding", inner);

/// <summary>What a failure says about the change that it ended.</summary>
public static class ChangeOutcome
{
    /// <summary>
    /// Whether the change may have happened, or may happen yet: its answer did not come, or the server failed half way.
    /// </summary>
    public static bool IsUnknown(Exception exception) =>
        exception
            is ClusterUnreachableException { MayHaveHappened: true }
                or ApiRefusalException { MayHaveHappened: true }
                or UnansweredChangeException;
}
