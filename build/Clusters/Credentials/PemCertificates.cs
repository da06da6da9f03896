using System.Security.Cryptography.X509Certificates;

namespace Clusters.Credentials;

/// <summary>Reads certificates from PEM text.</summary>
internal static class PemCertificates
{
    /// <summary>A client certificate that a TLS handshake can use on every system.</summary>
    public static X509Certificate2 WithKey(string certificate, string key)
    {
        var loaded = X509Certificate2.CreateFromPem(certificate, key);
        if (!OperatingSystem.IsWindows())
            return loaded;

        // Schannel refuses keys that live in memory only.
        using (loaded)
            return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Every certificate of a bundle.</summary>
    public static X509Certificate2Collection Bundle(string text)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(text);
        return certificates;
    }
}
