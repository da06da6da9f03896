using Releases.Rollout;

namespace Pipeline.Running;

/// <summary>How the regions' public pages are read.</summary>
public static class PublicPages
{
    /// <summary>Reads pages; one for the process, since its connections are kept.</summary>
    public static LivePage Reader { get; } =
        new(new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(30) }));
}
