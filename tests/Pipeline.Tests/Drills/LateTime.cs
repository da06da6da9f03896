namespace Pipeline.Tests.Drills;

/// <summary>A clock that is slow: a cluster dates what it makes as if it had made it that long ago.</summary>
internal sealed class LateTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - by;
}
