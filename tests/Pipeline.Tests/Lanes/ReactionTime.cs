using Microsoft.Extensions.Time.Testing;

namespace Pipeline.Tests.Lanes;

/// <summary>
/// A clock that a test moves by hand, but for waits that are no longer than a reaction may take: these really pass.
/// Whoever knows something on it has waited for nothing longer.
/// </summary>
/// <param name="reaction">The longest of those waits.</param>
internal sealed class ReactionTime(TimeSpan reaction) : FakeTimeProvider(DateTimeOffset.UtcNow)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime > TimeSpan.Zero && dueTime <= reaction
            ? System.CreateTimer(callback, state, dueTime, period)
            : base.CreateTimer(callback, state, dueTime, period);
}
