using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Loopback;

/// <summary>A certificate authority made for one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "test authority", TestAuthority? issuer = null)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var (from, to) = (DateTimeOffset.UtcNow.AddYears(-3), DateTimeOffset.UtcNow.AddYears(3));
        if (issuer is null)
        {
            _certificate = request.CreateSelfSigned(from, to);
            return;
        }
        var (begin, end) = (from.AddDays(1), to.AddDays(-1));
        using var signed = request.Create(issuer._certificate, begin, end, RandomNumberGenerator.GetBytes(8));
        _certificate = signed.CopyWithPrivateKey(_key);
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Pem as a kubeconfig's <c>-data</c> fields have it.</summary>
    public string Base64 => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Pem));

    public X509Certificate2Collection Collection => [_certificate];

    /// <summary>
    /// A server's certificate for 127.0.0.1, or for the DNS name given, valid from and to the days given.
    /// </summary>
    public X509Certificate2 Issue(string? dnsName = null, int fromDays = -1, int toDays = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={dnsName ?? "server"}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (dnsName is null)
            names.AddIpAddress(IPAddress.Loopback);
        else
            names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false)
        );
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false)
        );
        using var signed = request.Create(
            _certificate,
            DateTimeOffset.UtcNow.AddDays(fromDays),
            DateTimeOffset.UtcNow.AddDays(toDays),
            RandomNumberGenerator.GetBytes(8)
        );
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(
            withKey.Export(X509ContentType.Pkcs12),
            null,
            X509KeyStorageFlags.Exportable
        );
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
