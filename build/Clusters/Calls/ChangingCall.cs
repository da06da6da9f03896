namespace Clusters.Calls;

/// <summary>
/// A call that changes something. Once sent it is given time to end, so that a run which is interrupted knows what it
/// has changed.
/// </summary>
public static class ChangingCall
{
    /// <summary>How long a call goes on after the caller has cancelled it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Sends the call.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="doing">What it does, such as "setting the image of Deployment web".</param>
    /// <param name="send">Sends it; its token is cancelled <see cref="Grace"/> after the caller's.</param>
    /// <param name="cancellationToken">Stops before the call.</param>
    /// <exception cref="OperationCanceledException">Cancelled before it was sent.</exception>
    /// <exception cref="UnansweredChangeException">Cancelled, and not answered in the grace.</exception>
    public static async Task<T> SendAsync<T>(
        TimeProvider time,
        string doing,
        Func<CancellationToken, Task<T>> send,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var interruption = cancellationToken.Register(() => limit.CancelAfter(Grace));
        try
        {
            return await send(limit.Token);
        }
        catch (Exception exception) when (limit.IsCancellationRequested && CallAttempt.IsOfTransport(exception))
        {
            throw new UnansweredChangeException(doing, exception);
        }
    }
}
