using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Drill;

/// <summary>
/// The fleet's own certificate authority, and the server certificate that it has issued for the loopback address.
/// </summary>
internal sealed class FleetCertificates : IDisposable
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(2);

    private FleetCertificates(string authorityPem, X509Certificate2 server)
    {
        AuthorityPem = authorityPem;
        Server = server;
    }

    public string AuthorityPem { get; }

    public X509Certificate2 Server { get; }

    /// <summary>
    /// Creates both certificates. They are valid from an hour ago, so that a client's clock may be slow. They use the
    /// system's clock, as TLS does.
    /// </summary>
    public static FleetCertificates Create()
    {
        var start = TimeProvider.System.GetUtcNow().AddHours(-1);
        var end = start + Validity;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = Authority(authorityKey).CreateSelfSigned(start, end);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Request(serverKey).Create(authority, start, end, RandomNumberGenerator.GetBytes(12));
        using var withKey = issued.CopyWithPrivateKey(serverKey);

        // TLS on Windows cannot use a key that exists only in memory. A PKCS#12 round trip makes a key that TLS can
        // use.
        var usable = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
        return new FleetCertificates(authority.ExportCertificatePem(), usable);
    }

    public void Dispose() => Server.Dispose();

    private static CertificateRequest Authority(ECDsa key)
    {
        var request = new CertificateRequest(EmbeddedFleet.Authority, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest Request(ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=drill", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
