namespace Clusters.Calls;

/// <summary>How long a connection waits for what. Every wait of a connection is bounded by one of these.</summary>
public sealed record ConnectionLimits
{
    /// <summary>The limits of a release.</summary>
    public static ConnectionLimits Default { get; } = new();

    /// <summary>Longest wait for the socket and the TLS handshake together; 10 seconds.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest single attempt of a call, its answer's body included; streams excepted; 30 seconds.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Longest single attempt of a change; 40 seconds. The server asks admission webhooks before it answers, each for
    /// up to 30 seconds, and gives up after 34 (k8s.io/apiserver, requestTimeoutUpperBound): who waits for less hears
    /// nothing of which one hangs. Not of a lock's renewal, which has to be known sooner.
    /// </summary>
    public TimeSpan Change { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Longest time that one call is tried again against a server that has answered before; 75 seconds, so that a
    /// server, or whoever gives out its credentials, may restart or be away for a minute. Shorter than the deploy lock
    /// lives without a renewal: a lane that loses its cluster says that, and not that it lost its lock.
    /// </summary>
    public TimeSpan Trouble { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>
    /// Longest time that a server is tried that never answered; 15 seconds. A wrong address or a missing VPN should be
    /// known soon.
    /// </summary>
    public TimeSpan FirstContact { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Delay before the first repetition; doubles each time, jittered; 250 milliseconds.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest delay between repetitions, unless the server asks for more; 10 seconds.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest run of a credential plugin; 30 seconds.</summary>
    public TimeSpan Plugin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server is asked to keep one watch open; 4 minutes.</summary>
    public TimeSpan WatchLife { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>
    /// How much longer than <see cref="WatchLife"/> a watch may live before it is taken for dead; 15 seconds.
    /// </summary>
    public TimeSpan WatchMargin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a followed log may be silent before it is opened anew; 1 minute. A dead connection and a quiet
    /// container look the same.
    /// </summary>
    public TimeSpan LogSilence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// These limits with less patience for a server in trouble; what a healthy server may take stays.
    /// </summary>
    /// <param name="patience">How much of it is left; 1 leaves all.</param>
    public ConnectionLimits With(double patience) =>
        this with
        {
            Trouble = Trouble * patience,
            FirstContact = FirstContact * patience,
            FirstDelay = FirstDelay * patience,
            LongestDelay = LongestDelay * patience,
        };
}
