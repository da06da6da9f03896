using Foundation.Http;
using Releases.Rollout;

namespace Pipeline.Running;

/// <summary>How the regions' public pages are read.</summary>
public static class PublicPages
{
    /// <summary>Reads pages; one for the process, since its connections are kept.</summary>
    public static LivePage Reader { get; } = new(new HttpClient(Transport()));

    private static SocketsHttpHandler Transport()
    {
        var transport = HttpTransport.Create();
        transport.PooledConnectionLifetime = TimeSpan.FromSeconds(30);
        // A page is read without any secret, wherever it is.
        transport.AllowAutoRedirect = true;
        return transport;
    }
}
