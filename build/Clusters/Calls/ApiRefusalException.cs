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
}
