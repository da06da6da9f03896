using Microsoft.Extensions.Time.Testing;

namespace Drill.Tests;

/// <summary>A clock whose longer timers fire three milliseconds early, as those of a real system sometimes do.</summary>
internal sealed class EarlyClock : FakeTimeProvider
{
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(3);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > Early ? dueTime - Early : dueTime, period);
}
