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

    private const string TrustStep = "have this machine trust the authority of its certificate: SSL_CERT_FILE=FILE";
    private const string OtherStep = "see what answers there: a proxy or a firewall may do so in its place";

    /// <summary>The trouble that a failed call shows.</summary>
    public static ConnectionTrouble Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var cause = exception.GetBaseException().Message.TrimEnd('.');
        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => new(
                $"the TLS handshake failed: {cause}",
                cause.Contains("certificate chain", StringComparison.Ordinal) ? TrustStep : OtherStep
            ),
            HttpRequestError.ProxyTunnelError => new(cause, ProxyStep),
            _ => new(exception.Message, null),
        };
    }
}
