using Foundation.Failures;

namespace Clusters.Calls;

/// <summary>
/// Bounds every attempt of a call, its body included: the client library stops looking at the time, and at the
/// cancellation token, once the headers are there. Bodies of streams are left alone.
/// </summary>
internal sealed class CallLimitHandler(TimeSpan limit, TimeProvider time) : DelegatingHandler
{
    private const long LargestAnswer = 256 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        // A followed log begins with its first line, which a quiet container may write in half an hour.
        if (StreamedCall.Is(request) && !StreamedCall.IsWatch(request))
            return await base.SendAsync(request, cancellationToken);

        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            if (!StreamedCall.Is(request))
                await response.Content.LoadIntoBufferAsync(LargestAnswer, either.Token);
            return response;
        }
        catch (Exception exception)
        {
            response?.Dispose();
            if (
                exception is not ReleaseException
                && timeout.IsCancellationRequested
                && !cancellationToken.IsCancellationRequested
            )
                throw new TimeoutException($"no answer within {limit.TotalSeconds:0.#} seconds", exception);

            throw;
        }
    }
}
