namespace Foundation.Http;

/// <summary>HTTP connections to everything but clusters.</summary>
public static class HttpTransport
{
    /// <summary>
    /// A transport that keeps to the proxies of the environment, but for this machine itself: no other machine reaches
    /// what listens on loopback here. It follows no redirect: that could take a secret to any address.
    /// </summary>
    public static SocketsHttpHandler Create() =>
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            Proxy = new ExceptingProxy(HttpClient.DefaultProxy, destination => destination.IsLoopback),
        };

    /// <summary>
    /// Has every connection of this process, those to clusters among them, take no proxy to the hosts of
    /// <c>NO_PROXY</c>. Called once, when the process starts.
    /// </summary>
    /// <param name="noProxy">The variable's value; <see langword="null"/> when it is not set.</param>
    public static void TakeNoProxyTo(string? noProxy)
    {
        // Without the variable nothing has to be loaded.
        if (!string.IsNullOrWhiteSpace(noProxy))
            HttpClient.DefaultProxy = new ExceptingProxy(HttpClient.DefaultProxy, ProxyExceptions.Of(noProxy).Has);
    }
}
