using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Releases.Tests.Images;

/// <summary>A registry on a real loopback socket, with the log-in that a test asks for.</summary>
internal sealed class LoopbackRegistry : IAsyncDisposable
{
    private const int Attempts = 20;

    private readonly HttpListener _listener;
    private volatile bool _isClosing;
    private readonly Dictionary<string, byte[]> _documents = new(StringComparer.Ordinal);
    private readonly Task _serving;

    public LoopbackRegistry()
    {
        (_listener, Host) = Listen();
        _serving = ServeAsync();
    }

    public string Host { get; }

    /// <summary>The challenge of the registry; none means that anybody may read.</summary>
    public string? Challenge { get; set; }

    /// <summary>What a request has to carry when there is a challenge.</summary>
    public string Authorization { get; set; } = "";

    /// <summary>The answers that lead elsewhere: path, and the address.</summary>
    public Dictionary<string, string> Redirects { get; } = [];

    /// <summary>Status of every answer, when it is not to serve at all.</summary>
    public int? Broken { get; set; }

    /// <summary>What it says with that status.</summary>
    public string Said { get; set; } = "";

    /// <summary>What it says to whoever it forbids a path.</summary>
    public Dictionary<string, string> Refused { get; } = [];

    /// <summary>How it answers a path at first: status, and the Retry-After that it has; then it serves.</summary>
    public Dictionary<string, Queue<(int Status, string? RetryAfter)>> AtFirst { get; } = [];

    /// <summary>Completes with the first request, which then never gets an answer.</summary>
    public TaskCompletionSource? Silence { get; set; }

    /// <summary>Every request in order: path and query, then the authorization it carried.</summary>
    public List<(string Path, string? Authorization)> Requests { get; } = [];

    public static string Basic(string user, string password) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    /// <summary>Serves a document under a path and returns its digest.</summary>
    public string Serve(string path, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        _documents[path] = bytes;
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
    }

    /// <summary>Serves a blob or manifest under its own digest.</summary>
    public string ServeByDigest(string folder, string json)
    {
        var digest = Serve("unnamed", json);
        Serve($"{folder}/{digest}", json);
        return digest;
    }

    public async ValueTask DisposeAsync()
    {
        _isClosing = true;
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            // The listener says that it listens until it has told everybody who waits.
            catch (Exception) when (_isClosing)
            {
                return;
            }
            catch (HttpListenerException)
            {
                // The client has heard enough, and has cut the connection in mid-answer.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var authorization = context.Request.Headers["Authorization"];
        Requests.Add((context.Request.Url.PathAndQuery, authorization));

        if (Silence is not null)
        {
            Silence.TrySetResult();
            return;
        }

        if (AtFirst.TryGetValue(path, out var first) && first.TryDequeue(out var answer))
            PutOff(context.Response, answer.Status, answer.RetryAfter);
        else if (Broken is { } status)
            Refuse(context.Response, status, Said);
        else if (Refused.TryGetValue(path, out var said))
            Refuse(context.Response, 403, said);
        else if (
            path.StartsWith("/v2/", StringComparison.Ordinal)
            && Challenge is not null
            && authorization != Authorization
        )
            Refuse(context.Response);
        else if (Redirects.TryGetValue(path, out var target))
            context.Response.Redirect(target);
        else if (_documents.TryGetValue(path, out var document))
            context.Response.OutputStream.Write(document);
        else
            context.Response.StatusCode = 404;
        context.Response.Close();
    }

    private static void Refuse(HttpListenerResponse response, int status, string said)
    {
        response.StatusCode = status;
        response.OutputStream.Write(Encoding.UTF8.GetBytes(said));
    }

    private static void PutOff(HttpListenerResponse response, int status, string? retryAfter)
    {
        response.StatusCode = status;
        if (retryAfter is not null)
            response.Headers["Retry-After"] = retryAfter;
    }

    private void Refuse(HttpListenerResponse response)
    {
        response.StatusCode = 401;
        response.Headers["WWW-Authenticate"] = Challenge;
    }

    // Between the question for a free port and the answer, another test may take it.
    private static (HttpListener Listener, string Host) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var host = $"127.0.0.1:{FreePort()}";
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://{host}/");
            try
            {
                listener.Start();
                return (listener, host);
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
