using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Clusters.Credentials;

/// <summary>Reads certificates from PEM text.</summary>
internal static class PemCertificates
{
    /// <summary>
    /// A client certificate, as a TLS handshake shows it: the first one of the text, and of the others those that it is
    /// signed with, since a server need know no more than the authority above them. None is looked for in the network.
    /// </summary>
    public static SslStreamCertificateContext WithKey(string certificate, string key) =>
        SslStreamCertificateContext.Create(Leaf(certificate, key), Bundle(certificate), offline: true);

    /// <summary>Every certificate of a bundle.</summary>
    public static X509Certificate2Collection Bundle(string text)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(text);
        return certificates;
    }

    private static X509Certificate2 Leaf(string certificate, string key)
    {
        var loaded = X509Certificate2.CreateFromPem(certificate, key);
        if (!OperatingSystem.IsWindows())
            return loaded;

        // Schannel refuses keys that live in memory only.
        using (loaded)
            return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null);
    }
}
