using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Loopback;

/// <summary>
/// An HTTP/1.1 server on loopback, plain or TLS, that answers byte by byte as a test has it: it can be slow, silent,
/// and cut a stream wherever it likes.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Exchange, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    public LoopbackServer(Func<Exchange, Task> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}");

    /// <summary>Every request in order: method, a space, path and query.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The names that clients sent in the TLS handshake.</summary>
    public List<string> ServerNames { get; } = [];

    /// <summary>The subjects of the client certificates that were shown.</summary>
    public List<string> ClientCertificates { get; } = [];

    /// <summary>The subjects of the certificates that were shown along with these.</summary>
    public List<string> ClientAuthorities { get; } = [];

    public int Count(string start)
    {
        lock (Requests)
            return Requests.Count(each => each.StartsWith(start, StringComparison.Ordinal));
    }

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
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped; a listener that stops between two accepts calls it an invalid operation.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using (socket)
            {
                await using var stream = await OpenAsync(socket);
                if (await Exchange.ReadAsync(stream, socket, _stop.Token) is not { } exchange)
                    return;

                lock (Requests)
                    Requests.Add($"{exchange.Method} {exchange.Path}");
                await _answer(exchange);
            }
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException
                || exception is System.Security.Authentication.AuthenticationException
            )
        {
            // The client went away, refused the certificate, or the test is over.
        }
    }

    private async Task<Stream> OpenAsync(Socket socket)
    {
        var network = new NetworkStream(socket);
        if (_certificate is null)
            return network;

        var secure = new SslStream(network);
        await secure.AuthenticateAsServerAsync(
            (_, hello, _, _) =>
            {
                lock (ServerNames)
                    ServerNames.Add(hello.ServerName);
                return ValueTask.FromResult(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificate = _certificate,
                        ClientCertificateRequired = true,
                        RemoteCertificateValidationCallback = (_, shown, chain, _) => Note(shown, chain),
                    }
                );
            },
            null,
            _stop.Token
        );
        return secure;
    }

    private bool Note(X509Certificate? shown, X509Chain? chain)
    {
        if (shown is null)
            return true;
        lock (ClientCertificates)
            ClientCertificates.Add(shown.Subject);
        // Some systems count the first one, too.
        var others = chain!.ChainPolicy.ExtraStore.Select(each => each.Subject).Where(each => each != shown.Subject);
        lock (ClientAuthorities)
            ClientAuthorities.AddRange(others);
        return true;
    }
}
