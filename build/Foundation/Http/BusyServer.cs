using System.Net;

namespace Foundation.Http;

/// <summary>What a server says that is too busy, or restarts, or whose proxy does not reach it for a moment.</summary>
public static class BusyServer
{
    /// <summary>Whether a status means this: the same question may have another answer in a moment.</summary>
    public static bool Is(HttpStatusCode status) =>
        status
            is HttpStatusCode.TooManyRequests
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;

    /// <summary>
    /// How long the server asks to wait, by <c>Retry-After</c> (RFC 9110, 10.2.3), at least zero;
    /// <see langword="null"/> when it does not say.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">The time, for servers that name a moment.</param>
    public static TimeSpan? PauseAskedBy(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - now;
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }
}
