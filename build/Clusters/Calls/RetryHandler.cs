using Clusters.Credentials;
using Foundation.Failures;
using Foundation.Text;
using Foundation.Timing;

namespace Clusters.Calls;

/// <summary>
/// Repeats calls that a busy, restarting or badly connected server did not answer, or for which no credential was to be
/// had, within a limit of total time. The client library has no retries of its own.
/// </summary>
internal sealed class RetryHandler(
    string region,
    Uri server,
    ConnectionLimits limits,
    TimeProvider time,
    ServerClock clock,
    Action<string> say
) : DelegatingHandler
{
    private readonly TroubleReport _troubles = new(server.Authority, time, say);
    private volatile bool _hasAnswered;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var mayRepeat = await RepeatRule.MayRepeatAsync(request, cancellationToken);
        var start = time.GetTimestamp();
        var backoff = new Backoff(limits);
        var struggling = false;
        var answered = false;
        var wasSent = false;
        try
        {
            while (true)
            {
                var attempt = await AttemptAsync(request, cancellationToken);
                answered = !attempt.IsTrouble;
                wasSent |= !attempt.WasNeverSent;
                var delay = attempt.RetryAfter is { } asked ? Spread(asked) : backoff.Next();
                var left = (_hasAnswered ? limits.Trouble : limits.FirstContact) - time.GetElapsedTime(start);
                if (answered || !attempt.IsRepeatable(mayRepeat) || delay > left)
                    return attempt.Response ?? throw GaveUp(request, attempt, wasSent, time.GetElapsedTime(start));

                attempt.Response?.Dispose();
                if (!struggling)
                    _troubles.Begin(attempt.Reason);
                struggling = true;
                await Task.Delay(delay, time, cancellationToken);
            }
        }
        finally
        {
            if (struggling)
                _troubles.End(answered);
        }
    }

    private async Task<CallAttempt> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            _hasAnswered = true;
            clock.Note(response.Headers.Date);
            return await CallAttempt.AnsweredAsync(response, time.GetUtcNow(), cancellationToken);
        }
        catch (Exception exception) when (UntrustedServerException.Within(exception) is { } untrusted)
        {
            throw Untrusted(untrusted, exception);
        }
        // At first somebody has to log in, and should know it at once. Later it is mostly the network on the way to
        // whoever gives credentials out, and that is borne as the network on the way to a server is.
        catch (CredentialException failure) when (_hasAnswered && !cancellationToken.IsCancellationRequested)
        {
            // Only some credentials name the region, which all lines name anyway.
            return CallAttempt.WithoutCredential(failure, NamedLine.Without(region, failure.Message));
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && CallAttempt.IsOfTransport(exception))
        {
            return CallAttempt.Failed(exception);
        }
    }

    // A server that names a time is believed: to double it as well would make a busy second a long minute. A little
    // more, since it names the same time to every caller.
    private TimeSpan Spread(TimeSpan asked) => asked + (limits.FirstDelay * (0.5 + (Random.Shared.NextDouble() / 2)));

    private ReleaseException Untrusted(UntrustedServerException untrusted, Exception exception) =>
        new(
            $"{region}: {server} is not the server that the kubeconfig means: {untrusted.Message}",
            "fetch the region's kubeconfig again; if it stays so, ask who runs the cluster before going on",
            exception
        );

    private ClusterUnreachableException GaveUp(
        HttpRequestMessage request,
        CallAttempt attempt,
        bool wasSent,
        TimeSpan elapsed
    )
    {
        var tried = elapsed > TimeSpan.FromSeconds(1) ? $" (tried for {DurationText.Of(elapsed)})" : "";
        // Of any attempt: one that broke off may have arrived, though no other left this machine.
        var mayHaveHappened = request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && wasSent;
        var what =
            attempt.Failure is CredentialException ? attempt.Reason : $"{server} does not answer: {attempt.Reason}";
        return new($"{region}: {what}{tried}", mayHaveHappened, attempt.Failure, attempt.NextStep);
    }
}
