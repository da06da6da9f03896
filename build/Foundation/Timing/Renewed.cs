using System.Runtime.ExceptionServices;

namespace Foundation.Timing;

/// <summary>
/// A value that expires, such as a token: fetched when it is first asked for, kept, and fetched again shortly before it
/// expires or after it was discarded. One fetch serves all who wait for it. One that fails is not repeated for half a
/// minute: what asks in that time gets the same failure.
/// </summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="fetch">Fetches the value.</param>
/// <param name="expiry">When a value expires; <see langword="null"/> for "until it is discarded".</param>
/// <param name="time">The clock of the expiry.</param>
public sealed class Renewed<T>(
    Func<CancellationToken, Task<T>> fetch,
    Func<T, DateTimeOffset?> expiry,
    TimeProvider time
) : IDisposable
    where T : class
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailureLife = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile T? _kept;
    private volatile Failure? _failure;

    /// <summary>The present value.</summary>
    /// <param name="cancellationToken">Stops the wait, and the fetch when this call began it.</param>
    public async ValueTask<T> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_kept is { } kept && IsFresh(kept))
            return kept;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_kept is { } renewed && IsFresh(renewed))
                return renewed;
            if (_failure is { } failure && time.GetElapsedTime(failure.At) < FailureLife)
                failure.Reason.Throw();
            return _kept = await FetchAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Forgets the value that is kept, when it is the one that somebody refused and not a newer one.</summary>
    public void Discard(Func<T, bool> isRefused)
    {
        ArgumentNullException.ThrowIfNull(isRefused);
        if (_kept is { } kept && isRefused(kept))
            _kept = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<T> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await fetch(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failure = new(ExceptionDispatchInfo.Capture(exception), time.GetTimestamp());
            throw;
        }
    }

    private bool IsFresh(T value) => expiry(value) is not { } end || time.GetUtcNow() < end - Margin;

    private sealed record Failure(ExceptionDispatchInfo Reason, long At);
}
