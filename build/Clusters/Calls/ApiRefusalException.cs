using System.Net;
using Foundation.Failures;

namespace Clusters.Calls;

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
    internal const string FailedWebhook = "failed calling webhook";
}
