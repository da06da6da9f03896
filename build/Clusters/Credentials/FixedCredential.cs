namespace Clusters.Credentials;

/// <summary>A credential that the kubeconfig holds itself.</summary>
internal sealed class FixedCredential(Credential credential) : CredentialSource
{
    public override ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken) => new(credential);
}
