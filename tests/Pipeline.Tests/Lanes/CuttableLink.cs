using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Clusters.Kubeconfigs;
using Drill;
using Releases.Fleets;
using Releases.Regions;

namespace Pipeline.Tests.Lanes;

/// <summary>
/// The way of one process to its clusters. Once it is cut, the clusters see what they see of a process that was killed:
/// its connections break, and it never comes back.
/// </summary>
internal sealed class CuttableLink : IClusterCredentials, IAsyncDisposable
{
    private readonly Dictionary<string, (EmbeddedCluster Cluster, TcpListener Listener)> _ways = [];
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly CancellationTokenSource _cut = new();
    private readonly List<Task> _work = [];

    public CuttableLink(IEnumerable<EmbeddedCluster> clusters)
    {
        foreach (var cluster in clusters)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            _ways[cluster.Name] = (cluster, listener);
            _work.Add(AcceptAsync(listener, cluster.ApiUrl.Port));
        }
    }

    public Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken)
    {
        var (cluster, listener) = _ways[region.Name];
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var kubeconfig = cluster.Kubeconfig.Replace($":{cluster.ApiUrl.Port}", $":{port}", StringComparison.Ordinal);
        return Task.FromResult(Kubeconfig.Parse(kubeconfig, "kubeconfig").Select(region.Name));
    }

    /// <summary>Breaks every connection, and refuses new ones.</summary>
    public void Cut()
    {
        _cut.Cancel();
        foreach (var (_, listener) in _ways.Values)
            listener.Dispose();
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await Task.WhenAll(_work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cut.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, int port)
    {
        while (true)
        {
            var near = Kept(await listener.AcceptSocketAsync(_cut.Token));
            var far = Kept(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            _ = ConnectAsync(near, far, port);
        }
    }

    // A socket that came while the others were broken is broken, too.
    private Socket Kept(Socket socket)
    {
        _sockets.Add(socket);
        if (_cut.IsCancellationRequested)
            socket.Dispose();
        return socket;
    }

    private static async Task ConnectAsync(Socket near, Socket far, int port)
    {
        try
        {
            near.NoDelay = true;
            await far.ConnectAsync(IPAddress.Loopback, port);
            await using var here = new NetworkStream(near);
            await using var there = new NetworkStream(far);
            await Task.WhenAny(here.CopyToAsync(there), there.CopyToAsync(here));
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
        {
            // One of the two ends is gone.
        }
        finally
        {
            near.Dispose();
            far.Dispose();
        }
    }
}
