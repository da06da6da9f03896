using System.Net;

namespace Foundation.Http;

/// <summary>Connections over HTTP to whatever is not a cluster.</summary>
public static class HttpTransport
{
    /// <summary>
    /// A transport that keeps to the proxies of the environment, but for this machine itself: what listens on loopback
    /// is not to be reached through another machine. It follows no redirect: one would take a secret to wherever it
    /// leads.
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
