using System.Net.Http.Headers;
using System.Net.Security;

namespace Clusters.Credentials;

/// <summary>
/// Sends calls with the credential that <see cref="CredentialFirstHandler"/> has fetched for them. The token is in a
/// header only while the call is on its way, so that no exception can carry it.
/// </summary>
internal sealed class AuthenticationHandler(
    Func<SslStreamCertificateContext?, HttpMessageHandler> transport,
    string? hostName
) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(SslStreamCertificateContext? Certificate, HttpMessageInvoker Invoker)> _transports = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var credential = CredentialFirstHandler.Of(request);
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

    // Pooled connections keep the certificate they began with: another certificate needs another pool.
    private HttpMessageInvoker TransportOf(SslStreamCertificateContext? certificate)
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
