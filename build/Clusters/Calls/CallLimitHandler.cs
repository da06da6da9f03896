using Foundation.Failures;
using Foundation.Limits;
using Foundation.Timing;

namespace Clusters.Calls;

/// <summary>
/// Bounds every attempt of a call, its body included: the client library stops looking at the time, and at the
/// cancellation token, once the headers are there. Bodies of streams are left alone.
/// </summary>
internal sealed class CallLimitHandler(string region, ConnectionLimits limits, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        // A followed log begins with its first line, which a quiet container may write in half an hour.
        if (StreamedCall.Is(request) && !StreamedCall.IsWatch(request))
            return await base.SendAsync(request, cancellationToken);

        var limit = LimitOf(request);
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            if (!StreamedCall.Is(request))
                await response.Content.LoadIntoBufferAsync(InputLimits.ClusterAnswer, either.Token);
            return response;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            if (response is not null && IsTooLarge(exception))
                throw UnreadableAnswerException.TooLarge(
                    region,
                    $"{request.Method} {request.RequestUri?.AbsolutePath}",
                    "the answer",
                    InputLimits.ClusterAnswer
                );
            if (
                exception is not ReleaseException
                && timeout.IsCancellationRequested
                && !cancellationToken.IsCancellationRequested
            )
                throw new TimeoutException($"no answer within {DurationText.OfLimit(limit)}", exception);

            throw;
        }
    }

    private TimeSpan LimitOf(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get
        || request.Method == HttpMethod.Head
        || request.RequestUri!.AbsolutePath.Contains("/leases", StringComparison.Ordinal)
        || limits.Call > limits.Change
            ? limits.Call
            : limits.Change;

    // Asking again would bring the same answer.
    private static bool IsTooLarge(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded };
}
