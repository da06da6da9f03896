namespace Foundation.Http;

/// <summary>
/// Why a server was not reached, in words that name the cause and not what the library wrapped around it.
/// </summary>
/// <param name="Words">What happened.</param>
/// <param name="NextStep">What helps; <see langword="null"/> where it is the network, or is not known.</param>
public sealed record ConnectionTrouble(string Words, string? NextStep)
{
    /// <summary>What helps where a proxy refuses the connection.</summary>
    public const string ProxyStep = "check HTTPS_PROXY and NO_PROXY";

    private const string TrustStep =
        "have this machine trust the authority of its certificate, on Linux by SSL_CERT_FILE=FILE";
    private const string ExpiredStep = "see when it expires, and whether this machine's clock is right";
    private const string OtherStep = "see what answers there: a proxy or a firewall may do so in its place";

    /// <summary>The trouble that a failed call shows.</summary>
    public static ConnectionTrouble Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var cause = exception.GetBaseException().Message.TrimEnd('.');
        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => new($"the TLS handshake failed: {cause}", StepAfter(cause)),
            // The library's own words show the proxy's address with its password.
            HttpRequestError.ProxyTunnelError => new("the proxy refused the connection", ProxyStep),
            _ => new(exception.Message, null),
        };
    }

    // The names of X509ChainStatusFlags.
    private static string StepAfter(string cause) =>
        cause.Contains("NotTimeValid", StringComparison.Ordinal) ? ExpiredStep
        : cause.Contains("UntrustedRoot", StringComparison.Ordinal)
        || cause.Contains("PartialChain", StringComparison.Ordinal)
            ? TrustStep
        : OtherStep;
}
