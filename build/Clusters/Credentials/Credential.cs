using System.Security.Cryptography.X509Certificates;
using Foundation.Secrets;

namespace Clusters.Credentials;

/// <summary>What proves to the server who calls: a bearer token, a client certificate, both or nothing.</summary>
internal sealed class Credential(Secret? token, X509Certificate2? certificate)
{
    public static Credential Anonymous { get; } = new(null, null);

    public Secret? Token => token;

    public X509Certificate2? Certificate => certificate;
}
