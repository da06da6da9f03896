using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Loopback;

/// <summary>One request that a <see cref="LoopbackServer"/> received, and the means to answer it.</summary>
internal sealed class Exchange(
    Stream stream,
    Socket socket,
    string method,
    string path,
    CancellationToken cancellationToken
)
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public string Method => method;

    public string Path => path;

    public string Body { get; private set; } = "";

    public CancellationToken Stopped => cancellationToken;

    public string? Header(string name) => _headers.GetValueOrDefault(name);

    public static async Task<Exchange?> ReadAsync(Stream stream, Socket socket, CancellationToken cancellationToken)
    {
        var reader = new StreamReader(stream, Encoding.Latin1, false, 1);
        if (await reader.ReadLineAsync(cancellationToken) is not { Length: > 0 } first)
            return null;

        var parts = first.Split(' ');
        var exchange = new Exchange(stream, socket, parts[0], parts[1], cancellationToken);
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            exchange._headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        if (exchange.Header("Content-Length") is { } length and not "0")
        {
            var body = new char[int.Parse(length, CultureInfo.InvariantCulture)];
            await reader.ReadBlockAsync(body, cancellationToken);
            exchange.Body = new string(body);
        }
        return exchange;
    }

    public Task JsonAsync(string body, int status = 200, params string[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = string.Concat(headers.Select(header => header + "\r\n"));
        return WriteAsync([
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n{head}Connection: close\r\n\r\n"
            ),
            .. bytes,
        ]);
    }

    public Task BeginStreamAsync() =>
        WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"u8.ToArray());

    public Task ChunkAsync(string text) => ChunkAsync(Encoding.UTF8.GetBytes(text));

    public Task ChunkAsync(byte[] bytes) =>
        WriteAsync([.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8]);

    public Task EndStreamAsync() => WriteAsync("0\r\n\r\n"u8.ToArray());

    /// <summary>Answers with a whole stream.</summary>
    public async Task StreamAsync(string text)
    {
        await BeginStreamAsync();
        if (text.Length > 0)
            await ChunkAsync(text);
        await EndStreamAsync();
    }

    /// <summary>Ends the connection with a reset instead of an orderly close.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Says nothing until the test is over.</summary>
    public Task SilenceAsync() => Task.Delay(Timeout.Infinite, cancellationToken);

    private async Task WriteAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }
}
