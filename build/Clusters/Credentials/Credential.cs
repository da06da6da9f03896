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

/// <summary>Where the credential of a call comes from. Safe to use from several calls at once.</summary>
internal abstract class CredentialSource
{
    /// <summary>The credential for a call that is about to be sent.</summary>
    public abstract ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>Tells that the server refused a credential.</summary>
    /// <returns>Whether asking again can give another one.</returns>
    public virtual bool Discard(Credential refused) => false;
}

/// <summary>A credential that the kubeconfig holds itself.</summary>
internal sealed class FixedCredential(Credential credential) : CredentialSource
{
    public override ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken) => new(credential);
}
