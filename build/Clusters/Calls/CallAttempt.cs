using System.Net;
using System.Net.Sockets;
using Clusters.Credentials;
using Foundation.Http;

namespace Clusters.Calls;

/// <summary>How one attempt of a call ended, and whether another may follow.</summary>
internal sealed class CallAttempt
{
    private const int LongestStatus = 64 * 1024;

    // What etcd says for the seconds in which it chooses a new leader or restarts (go.etcd.io/etcd,
    // api/v3rpc/rpctypes); the API server hands it on with status 500.
    private static readonly string[] StorageRecovers =
    [
        "etcdserver: leader changed",
        "etcdserver: no leader",
        "etcdserver: not leader",
        "etcdserver: request timed out",
        "etcdserver: server stopped",
        "etcdserver: too many requests",
    ];

    private CallAttempt() { }

    public HttpResponseMessage? Response { get; private init; }

    public Exception? Failure { get; private init; }

    /// <summary>A few words, without secrets.</summary>
    public required string Reason { get; init; }

    /// <summary>What helps against that; <see langword="null"/> where it is the network.</summary>
    public string? NextStep { get; private init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Whether it is worth another try: the server is busy, restarts, or did not answer.</summary>
    public bool IsTrouble { get; private init; }

    /// <summary>Whether the server cannot have acted on it.</summary>
    public bool WasNeverSent { get; private init; }

    public bool IsRepeatable(bool callMayRepeat) => WasNeverSent || callMayRepeat;

    public static async Task<CallAttempt> AnsweredAsync(
        HttpResponseMessage response,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            Response = response,
            Reason = $"{(int)response.StatusCode} {response.ReasonPhrase ?? response.StatusCode.ToString()}",
            RetryAfter = BusyServer.PauseAskedBy(response, now),
            IsTrouble = BusyServer.Is(response.StatusCode) || await IsOfStorageAsync(response, cancellationToken),
            // The API server turns calls away by this status before it looks at them.
            WasNeverSent = response.StatusCode == HttpStatusCode.TooManyRequests,
        };

    public static CallAttempt Failed(Exception failure)
    {
        var (reason, nextStep) = Describe(failure);
        return new()
        {
            Failure = failure,
            IsTrouble = true,
            Reason = reason,
            NextStep = nextStep,
            WasNeverSent =
                failure
                    is HttpRequestException
                        {
                            HttpRequestError: HttpRequestError.ConnectionError
                                or HttpRequestError.NameResolutionError
                                or HttpRequestError.SecureConnectionError
                                or HttpRequestError.ProxyTunnelError
                        }
                        or OperationCanceledException,
        };
    }

    /// <param name="failure">Why there is none.</param>
    /// <param name="reason">The same in words, without the region.</param>
    public static CallAttempt WithoutCredential(CredentialException failure, string reason) =>
        new()
        {
            Failure = failure,
            IsTrouble = true,
            Reason = reason.TrimEnd('.'),
            NextStep =
                failure.NextStep ?? "check the network and the login of that account, then run the same command again",
            WasNeverSent = true,
        };

    /// <summary>
    /// Whether the network failed, and not the caller. A cancellation that the caller did not ask for is the
    /// transport's connect timeout.
    /// </summary>
    public static bool IsOfTransport(Exception exception) =>
        exception is HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    // Any other 500 stays for as long as nobody does something about it.
    private static async Task<bool> IsOfStorageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (
            response.StatusCode != HttpStatusCode.InternalServerError
            || response.Content.Headers.ContentLength is not (> 0 and <= LongestStatus)
        )
            return false;
        await response.Content.LoadIntoBufferAsync(LongestStatus, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return StorageRecovers.Any(words => text.Contains(words, StringComparison.Ordinal));
    }

    private static (string Reason, string? NextStep) Describe(Exception failure)
    {
        if (failure is TimeoutException)
            return (failure.Message, null);

        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
                return Words(socket);
        }
        return failure switch
        {
            OperationCanceledException => ("no connection within the limit", null),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => (
                ConnectionTrouble.Of(failure).Words,
                "see that the server of the kubeconfig speaks TLS, and what firewall or proxy on the way breaks it off"
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => (
                ConnectionTrouble.Of(failure).Words,
                $"{ConnectionTrouble.ProxyStep}, and proxy-url in the region's kubeconfig"
            ),
            _ => ("the connection broke", null),
        };
    }

    private static (string Reason, string? NextStep) Words(SocketException socket) =>
        socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => ("connection refused", null),
            SocketError.ConnectionReset => ("the connection was reset", null),
            SocketError.TryAgain => ("the host name cannot be looked up", null),
            SocketError.HostNotFound or SocketError.NoData => (
                "the host name is not known",
                "see that the cluster is there and runs: a stopped or deleted one loses its name, and a private one has it in its own network alone; or see whether a proxy's name is wrong"
            ),
            SocketError.TimedOut => ("the connection timed out", null),
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => ("the network is not reachable", null),
            _ => ($"the connection failed ({socket.SocketErrorCode})", null),
        };
}
