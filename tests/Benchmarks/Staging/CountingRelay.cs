using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Staging;

/// <summary>A port that passes all on to another, both ways, and counts the bytes.</summary>
internal sealed class CountingRelay : IAsyncDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private long _bytes;

    /// <param name="target">The port that is passed on to.</param>
    public CountingRelay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its own port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The bytes that went through, in both directions, as they are on the wire.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                client.NoDelay = server.NoDelay = true;
                await Task.WhenAny(
                    PassAsync(client.GetStream(), server.GetStream()),
                    PassAsync(server.GetStream(), client.GetStream())
                );
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The server has gone, or the count is over.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var chunk = new byte[ChunkBytes];
        try
        {
            while (await from.ReadAsync(chunk, _stop.Token) is > 0 and var read)
            {
                Interlocked.Add(ref _bytes, read);
                await to.WriteAsync(chunk.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // One side has closed the connection.
        }
    }
}
