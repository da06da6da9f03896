namespace Drill.Settings;

/// <summary>How long each step of an embedded cluster takes on the fleet's <see cref="TimeProvider"/>.</summary>
public sealed record Pace
{
    /// <summary>Every step is immediate. Back-off, deadlines and probe periods keep their real length.</summary>
    public static Pace Instant { get; } = new();

    /// <summary>
    /// A person can follow the steps on a terminal. Back-off, deadlines and probe periods run twenty times faster than
    /// in a real cluster.
    /// </summary>
    public static Pace Rehearsal { get; } =
        new()
        {
            Controller = TimeSpan.FromMilliseconds(20),
            Schedule = TimeSpan.FromMilliseconds(50),
            Pull = TimeSpan.FromMilliseconds(400),
            Start = TimeSpan.FromMilliseconds(150),
            Ready = TimeSpan.FromMilliseconds(300),
            Stop = TimeSpan.FromMilliseconds(200),
            LogLine = TimeSpan.FromMilliseconds(120),
            ClusterSecond = TimeSpan.FromMilliseconds(50),
        };

    /// <summary>
    /// Every step takes a few milliseconds, so that each state can be seen. It is for tests on the real clock.
    /// </summary>
    public static Pace Swift { get; } =
        new()
        {
            Controller = TimeSpan.FromMilliseconds(1),
            Schedule = TimeSpan.FromMilliseconds(1),
            Pull = TimeSpan.FromMilliseconds(5),
            Start = TimeSpan.FromMilliseconds(2),
            Ready = TimeSpan.FromMilliseconds(5),
            Stop = TimeSpan.FromMilliseconds(2),
            LogLine = TimeSpan.FromMilliseconds(1),
            ClusterSecond = TimeSpan.FromMilliseconds(20),
        };

    /// <summary>The time from a change until a controller acts on it.</summary>
    public TimeSpan Controller { get; init; }

    /// <summary>The time from a pod's creation until it has a node.</summary>
    public TimeSpan Schedule { get; init; }

    /// <summary>The time that an image takes to come from the registry.</summary>
    public TimeSpan Pull { get; init; }

    /// <summary>The time from the end of the pull until the container runs.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>The time from a container's start until its readiness probe succeeds.</summary>
    public TimeSpan Ready { get; init; }

    /// <summary>The time from a pod's deletion until its containers have ended.</summary>
    public TimeSpan Stop { get; init; }

    /// <summary>The time between two lines of a container's log.</summary>
    public TimeSpan LogLine { get; init; }

    /// <summary>
    /// The length of a second that the cluster itself counts: in back-off, probe periods,
    /// <c>progressDeadlineSeconds</c>, <c>activeDeadlineSeconds</c> and <c>minReadySeconds</c>. Messages name the
    /// cluster's seconds.
    /// </summary>
    public TimeSpan ClusterSecond { get; init; } = TimeSpan.FromSeconds(1);
}
