using System.Net;
using System.Net.Sockets;

namespace Loopback;

/// <summary>
/// Beats when a message has gone over loopback and back, on the thread pool and the network that all calls of this
/// process go over, too. On a busy machine it is slow, as they are.
/// </summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    /// <summary>The least time between two beats; a quiet machine needs little more.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _beating;
    private TaskCompletionSource _next = New();

    public Heartbeat() => _beating = BeatAsync();

    /// <summary>Completes at the next beat.</summary>
    public Task NextAsync() => Volatile.Read(ref _next).Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _next.TrySetCanceled();
        _end.Dispose();
    }

    private async Task BeatAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await near.ConnectAsync(listener.LocalEndpoint, _end.Token);
        using var far = await listener.AcceptSocketAsync(_end.Token);
        far.NoDelay = true;
        var message = new byte[1];
        while (true)
        {
            await Task.Delay(Pause, _end.Token);
            await near.SendAsync(message, _end.Token);
            await far.ReceiveAsync(message, _end.Token);
            await far.SendAsync(message, _end.Token);
            await near.ReceiveAsync(message, _end.Token);
            Interlocked.Exchange(ref _next, New()).SetResult();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
