using Foundation.Failures;

namespace Clusters.Calls;

/// <summary>A cluster's server could not be reached, or did not answer, for as long as the limits allow.</summary>
public sealed class ClusterUnreachableException : ReleaseException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">One line with region, server and reason.</param>
    /// <param name="mayHaveHappened">Whether a change was sent whose answer never came.</param>
    /// <param name="inner">What the transport said.</param>
    public ClusterUnreachableException(string message, bool mayHaveHappened, Exception? inner)
        : base(
            message,
            mayHaveHappened
                ? "run the same command again: it reads what is there and does only what is left"
                : "check the network, VPN or firewall between here and the cluster, then run the same command again",
            inner
        )
    {
        MayHaveHappened = mayHaveHappened;
    }

    /// <summary>
    /// <see langword="true"/> when the call was a change that was sent and never answered: read the object back before
    /// doing it again.
    /// </summary>
    public bool MayHaveHappened { get; }
}
