using System.Net;

namespace Foundation.Http;

/// <summary>HTTP connections to everything but clusters.</summary>
public static class HttpTransport
{
    /// <summary>
    /// A transport that keeps to the proxies of the environment, but for this machine itself: no other machine reaches
    /// what listens on loopback here. It follows no redirect: that could take a secret to any address.
    /// </summary>
    public static SocketsHttpHandler Create() =>
        new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = new ProxyForOthers(HttpClient.DefaultProxy) };

    private sealed class ProxyForOthers(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => proxy.Credentials;
            set => proxy.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
    }
}
