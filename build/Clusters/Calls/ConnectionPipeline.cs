using System.Net;
using System.Net.Security;
using Clusters.Credentials;
using Clusters.Kubeconfigs;
using Foundation.Secrets;

namespace Clusters.Calls;

/// <summary>
/// Puts together what a call passes on its way to a server: repetition, credential, time limit, transport.
/// </summary>
internal static class ConnectionPipeline
{
    public static HttpMessageHandler Create(
        string region,
        ClusterEndpoint endpoint,
        ConnectionLimits limits,
        SharedPlugins plugins,
        TimeProvider time,
        ServerClock clock,
        Action<string> say
    )
    {
        var trust = new ServerTrust(endpoint.TlsServerName ?? endpoint.Server.IdnHost, endpoint.Authorities, time);
        var credentials = endpoint.User.ToSource(region, plugins, limits.Plugin, say);
        var authentication = new AuthenticationHandler(
            certificate => Transport(endpoint, certificate, trust, limits),
            endpoint.TlsServerName
        );
        var limited = new CallLimitHandler(region, limits, time) { InnerHandler = authentication };
        var prepared = new CredentialFirstHandler(credentials) { InnerHandler = limited };
        return new RetryHandler(region, endpoint.Server, limits, time, clock, say) { InnerHandler = prepared };
    }

    private static SocketsHttpHandler Transport(
        ClusterEndpoint endpoint,
        SslStreamCertificateContext? certificate,
        ServerTrust trust,
        ConnectionLimits limits
    )
    {
        var transport = new SocketsHttpHandler
        {
            // A redirect would carry the token to the address that the answer names.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = limits.Connect,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
        };
        transport.SslOptions.RemoteCertificateValidationCallback = trust.Check;
        transport.SslOptions.ClientCertificateContext = certificate;
        if (endpoint.Proxy is { } proxy)
            transport.Proxy = ProxyAt(proxy);
        else if (endpoint.Server.IsLoopback)
            transport.UseProxy = false;
        return transport;
    }

    // A user in the address is for the proxy. The transport does not look for it there, and shows the address when the
    // proxy refuses.
    private static WebProxy ProxyAt(Uri address)
    {
        var bare = new UriBuilder(address) { UserName = "", Password = "" }.Uri;
        if (address.UserInfo.Length == 0)
            return new WebProxy(bare);
        var parts = address.UserInfo.Split(':', 2);
        var password = new Secret(Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""));
        return new WebProxy(bare)
        {
            Credentials = new NetworkCredential(Uri.UnescapeDataString(parts[0]), password.Reveal()),
        };
    }
}
