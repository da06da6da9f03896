using System.Security.Authentication;
using Foundation.Http;

namespace Foundation.Tests.Http;

public sealed class ConnectionTroubleTests
{
    private const string Wrapped = "The SSL connection could not be established, see inner exception.";

    [Theory]
    [InlineData(
        "The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
        "have this machine trust the authority of its certificate, on Linux by SSL_CERT_FILE=FILE"
    )]
    [InlineData(
        "The remote certificate is invalid because of errors in the certificate chain: PartialChain",
        "have this machine trust the authority of its certificate, on Linux by SSL_CERT_FILE=FILE"
    )]
    [InlineData(
        "The remote certificate is invalid because of errors in the certificate chain: NotTimeValid",
        "see when it expires, and whether this machine's clock is right"
    )]
    [InlineData(
        "The remote certificate is invalid because of errors in the certificate chain: Revoked",
        "see what answers there: a proxy or a firewall may do so in its place"
    )]
    [InlineData(
        "The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch",
        "see what answers there: a proxy or a firewall may do so in its place"
    )]
    [InlineData(
        "Cannot determine the frame size or a corrupted frame was received.",
        "see what answers there: a proxy or a firewall may do so in its place"
    )]
    public void A_handshake_that_fails_is_told_with_its_own_cause(string cause, string next)
    {
        var trouble = ConnectionTrouble.Of(
            new HttpRequestException(
                HttpRequestError.SecureConnectionError,
                Wrapped,
                new AuthenticationException(cause)
            )
        );

        trouble.Words.ShouldBe($"the TLS handshake failed: {cause.TrimEnd('.')}");
        trouble.NextStep.ShouldBe(next);
    }

    [Fact]
    public void A_proxy_that_refuses_is_what_is_to_be_checked_and_its_password_stays_out()
    {
        var trouble = ConnectionTrouble.Of(
            new HttpRequestException(
                HttpRequestError.ProxyTunnelError,
                "The proxy tunnel request to proxy 'http://ann:secret@proxy:3128/' failed with status code '407'."
            )
        );

        trouble.ShouldBe(new("the proxy refused the connection", "check HTTPS_PROXY and NO_PROXY"));
    }

    [Fact]
    public void All_else_has_its_own_words_and_no_step_of_its_own()
    {
        var refused = new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (registry:443)");

        ConnectionTrouble.Of(refused).ShouldBe(new("Connection refused (registry:443)", null));
        ConnectionTrouble.Of(new IOException("broken off")).ShouldBe(new("broken off", null));
    }
}
