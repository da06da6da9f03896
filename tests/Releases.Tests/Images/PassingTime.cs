using Microsoft.Extensions.Time.Testing;

namespace Releases.Tests.Images;

/// <summary>
/// A clock on which a wait is over as soon as it begins, and has taken its time. Limits are no waits: they are as long
/// as <see cref="Longest"/>, or longer, and come when so much was waited.
/// </summary>
internal sealed class PassingTime() : FakeTimeProvider(DateTimeOffset.UtcNow)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        // Not before whoever waits has the timer in hand.
        if (dueTime > TimeSpan.Zero && dueTime < Longest)
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }
}
