using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Browsers;

/// <summary>Chromium's DevTools protocol, as far as a test needs it: commands with their answers, and events.</summary>
internal sealed class DevTools : IDisposable
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ClientWebSocket _socket = new();
    private int _last;

    /// <summary>Who is told of each session's events, by their name and what they say.</summary>
    public ConcurrentDictionary<string, Action<string, JsonNode>> Listeners { get; } = new();

    /// <summary>Connects to a browser.</summary>
    public static async Task<DevTools> ConnectAsync(Uri address)
    {
        var tools = new DevTools();
        using var limit = new CancellationTokenSource(CallLimit);
        await tools._socket.ConnectAsync(address, limit.Token);
        _ = tools.ListenAsync();
        return tools;
    }

    /// <summary>Calls a method.</summary>
    /// <param name="session">The tab's session, or <see langword="null"/> for the browser itself.</param>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters.</param>
    public async Task<JsonNode> CallAsync(string? session, string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters ?? [],
        };
        if (session is not null)
            call["sessionId"] = session;
        await _sending.WaitAsync();
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(call);
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
        return await answer.Task.WaitAsync(CallLimit, TimeProvider.System);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
                Take(await ReceiveAsync());
        }
        catch (Exception exception)
            when (exception is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            foreach (var call in _calls.Values)
                call.TrySetException(new IOException("the browser is gone", exception));
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is not { } id)
        {
            if (
                message["sessionId"] is { } session
                && Listeners.TryGetValue(session.GetValue<string>(), out var listener)
            )
                listener(message["method"]!.GetValue<string>(), message["params"]!);
            return;
        }
        if (!_calls.TryRemove(id.GetValue<int>(), out var call))
            return;
        if (message["error"] is { } error)
            call.SetException(new InvalidOperationException(error["message"]!.GetValue<string>()));
        else
            call.SetResult(message["result"]!);
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException("closed");
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(message.ToArray())!;
        }
    }
}
