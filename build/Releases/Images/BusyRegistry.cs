using System.Net;
using Foundation.Http;

namespace Releases.Images;

/// <summary>
/// Asks again what a registry was too busy to answer, for as long as one answer may take. Every request only reads, so
/// it does no harm twice.
/// </summary>
/// <param name="limit">The time limit of one answer, with the log-in that it takes.</param>
/// <param name="time">The clock of the limit.</param>
/// <param name="inner">Sends.</param>
internal sealed class BusyRegistry(TimeSpan limit, TimeProvider time, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(8);
    private static readonly HttpRequestOptionsKey<long> Began = new("began");

    /// <summary>Whether a status says nothing of what was asked, but of the server alone.</summary>
    public static bool Is(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>What helps against a registry that goes on answering with a status of its own.</summary>
    public static string NextStepFor(HttpStatusCode status) =>
        BusyServer.Is(status)
            ? "The registry is too busy, or down: run the same command again in a few minutes."
            : "The registry is broken: ask whoever runs it.";

    /// <summary>Starts the limit of a request.</summary>
    public static void Begin(HttpRequestMessage request, TimeProvider time) =>
        request.Options.Set(Began, time.GetTimestamp());

    /// <summary>Lets a request share the limit of the one that it is sent for.</summary>
    public static void IsPartOf(HttpRequestMessage request, HttpRequestMessage whole)
    {
        if (whole.Options.TryGetValue(Began, out var began))
            request.Options.Set(Began, began);
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var began = request.Options.TryGetValue(Began, out var noted) ? noted : time.GetTimestamp();
        var backoff = FirstDelay;
        while (true)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (!BusyServer.Is(response.StatusCode))
                return response;
            // A registry that asks for no pause, or whose clock is behind, is given one all the same.
            var asked = BusyServer.PauseAskedBy(response, time.GetUtcNow());
            var delay = asked >= FirstDelay ? asked.Value : backoff;
            // Who waits in vain would only hear the same later.
            if (delay >= limit - time.GetElapsedTime(began))
                return response;

            response.Dispose();
            await Task.Delay(delay, time, cancellationToken);
            backoff = backoff * 2 < LongestDelay ? backoff * 2 : LongestDelay;
        }
    }
}
