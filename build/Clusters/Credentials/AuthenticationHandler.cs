using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Clusters.Credentials;

/// <summary>
/// Sends calls with the present credential; when the server refuses it (401) and another can be had, sends once more.
/// The token is on the request only while it is on its way, so that no exception can carry it.
/// </summary>
internal sealed class AuthenticationHandler(
    CredentialSource credentials,
    Func<X509Certificate2?, HttpMessageHandler> transport,
    string? hostName
) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(X509Certificate2? Certificate, HttpMessageInvoker Invoker)> _transports = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var credential = await credentials.CurrentAsync(cancellationToken);
        var response = await SendAsAsync(credential, request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !credentials.Discard(credential))
            return response;

        response.Dispose();
        var renewed = await credentials.CurrentAsync(cancellationToken);
        return await SendAsAsync(renewed, request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_lock)
            {
                foreach (var (_, invoker) in _transports)
                    invoker.Dispose();
            }
        }
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> SendAsAsync(
        Credential credential,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (credential.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        // The transport takes the name that it sends in the TLS handshake (SNI) from here and nowhere else.
        request.Headers.Host = hostName;
        try
        {
            return await TransportOf(credential.Certificate).SendAsync(request, cancellationToken);
        }
        finally
        {
            request.Headers.Authorization = null;
        }
    }

    // Pooled connections keep the certificate they began with: another certificate needs another pool.
    private HttpMessageInvoker TransportOf(X509Certificate2? certificate)
    {
        lock (_lock)
        {
            foreach (var (known, invoker) in _transports)
            {
                if (ReferenceEquals(known, certificate))
                    return invoker;
            }
            var created = new HttpMessageInvoker(transport(certificate));
            _transports.Add((certificate, created));
            return created;
        }
    }
}

/// <summary>
/// Fetches the credential before the limit of a call begins. A plugin has a limit of its own. Within the call's limit,
/// a slow plugin would look like a server that does not answer, and its words would be lost.
/// </summary>
internal sealed class CredentialFirstHandler(CredentialSource credentials) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await credentials.CurrentAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
