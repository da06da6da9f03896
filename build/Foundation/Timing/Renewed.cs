using System.Runtime.ExceptionServices;

namespace Foundation.Timing;

/// <summary>
/// A value that expires, such as a token: fetched when it is first asked for, kept, and fetched again shortly before it
/// expires or when somebody to whom it was shown has refused it. Until another has come the others keep it, as it may
/// still be good elsewhere. One fetch serves all who wait for it, and goes on while one of them does. One that fails is
/// not repeated for half a minute: who asks in that time gets the former value as long as it has not expired, and the
/// same failure after that, or where it was refused.
/// </summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="fetch">Fetches the value.</param>
/// <param name="expiry">When a value expires; <see langword="null"/> for "until it is refused".</param>
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

    // A server that refuses the new value too has another reason than the value's age. The others keep it.
    private static readonly TimeSpan LeastLife = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private T? _kept;
    private long? _replacedAt;
    private bool _isRefused;
    private Failure? _failure;
    private Fetching? _fetching;

    /// <summary>The present value.</summary>
    /// <param name="cancellationToken">Stops the wait, and the fetch when nobody else waits for it.</param>
    public async ValueTask<T> CurrentAsync(CancellationToken cancellationToken) =>
        (await GiveAsync(_ => false, cancellationToken))!;

    /// <summary>Another value, for who has refused one: a newer one that is there already, else a new one.</summary>
    /// <param name="isRefused">Whether a value is the one that was refused.</param>
    /// <param name="cancellationToken">Stops the wait, and the fetch when nobody else waits for it.</param>
    /// <returns>
    /// <see langword="null"/> where the refused one has just come in place of one that was refused: another fetch would
    /// not help.
    /// </returns>
    public ValueTask<T?> InsteadOfAsync(Func<T, bool> isRefused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isRefused);
        return GiveAsync(isRefused, cancellationToken);
    }

    private async ValueTask<T?> GiveAsync(Func<T, bool> isRefused, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Fetching fetching;
        bool isFirst;
        lock (_lock)
        {
            var isOther = _kept is not { } kept || !isRefused(kept);
            if (isOther && _kept is { } other && IsFresh(other))
                return other;
            if (!isOther && _replacedAt is { } at && time.GetElapsedTime(at) < LeastLife)
                return null;
            if (_failure is { } failure && time.GetElapsedTime(failure.At) < FailureLife)
            {
                if (GoodFor(isRefused) is { } good)
                    return good;
                failure.Reason.Throw();
            }
            _isRefused |= !isOther;
            isFirst = _fetching is null;
            fetching = _fetching ??= new Fetching(new CancellationTokenSource());
            fetching.Waiting++;
        }
        if (isFirst)
            _ = FetchAsync(fetching);
        return await WaitAsync(fetching, isRefused, cancellationToken);
    }

    private async Task<T> WaitAsync(Fetching fetching, Func<T, bool> isRefused, CancellationToken cancellationToken)
    {
        try
        {
            return await fetching.Value.Task.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            lock (_lock)
            {
                if (GoodFor(isRefused) is { } good)
                    return good;
            }
            throw;
        }
        finally
        {
            await LeaveAsync(fetching);
        }
    }

    /// <summary>Stops a fetch that goes on.</summary>
    public void Dispose()
    {
        Fetching? fetching;
        lock (_lock)
        {
            fetching = _fetching;
            _fetching = null;
        }
        fetching?.Stop.Cancel();
    }

    // Nobody awaits it, because whoever began it may leave before its end. All who wait learn the outcome from Value.
    private async Task FetchAsync(Fetching fetching)
    {
        try
        {
            var value = await fetch(fetching.Stop.Token);
            Note(fetching, () => Keep(value));
            fetching.Value.SetResult(value);
        }
        catch (OperationCanceledException exception)
        {
            Note(fetching, () => { });
            fetching.Value.SetException(exception);
        }
        catch (Exception exception)
        {
            Note(fetching, () => _failure = new(ExceptionDispatchInfo.Capture(exception), time.GetTimestamp()));
            fetching.Value.SetException(exception);
        }
    }

    // A fetch that nobody waits for any more leaves nothing behind.
    private void Note(Fetching fetching, Action outcome)
    {
        lock (_lock)
        {
            if (_fetching != fetching)
                return;
            _fetching = null;
            outcome();
        }
    }

    private void Keep(T value)
    {
        _kept = value;
        _replacedAt = _isRefused ? time.GetTimestamp() : null;
        _isRefused = false;
    }

    // The last one who leaves stops the fetch, and waits until it has ended.
    private async Task LeaveAsync(Fetching fetching)
    {
        lock (_lock)
        {
            if (--fetching.Waiting > 0 || fetching.Value.Task.IsCompleted)
                return;
            if (_fetching == fetching)
                _fetching = null;
        }
        await fetching.Stop.CancelAsync();
        await ((Task)fetching.Value.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // For who has not refused it, its last minute is better than none.
    private T? GoodFor(Func<T, bool> isRefused) =>
        _kept is { } kept && !isRefused(kept) && (expiry(kept) is not { } end || time.GetUtcNow() < end) ? kept : null;

    private bool IsFresh(T value) => expiry(value) is not { } end || time.GetUtcNow() < end - Margin;

    private sealed record Failure(ExceptionDispatchInfo Reason, long At);

    private sealed class Fetching(CancellationTokenSource stop)
    {
        public TaskCompletionSource<T> Value { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Without a timer of its own there is nothing to dispose of.
        public CancellationTokenSource Stop => stop;

        public int Waiting { get; set; }
    }
}
