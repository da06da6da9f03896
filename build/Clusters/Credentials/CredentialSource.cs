namespace Clusters.Credentials;

/// <summary>Where the credential of a call comes from. Safe to use from several calls at once.</summary>
internal abstract class CredentialSource
{
    /// <summary>The credential for a call that is about to be sent.</summary>
    public abstract ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>Tells that the server refused a credential.</summary>
    /// <returns>Whether asking again can give another one.</returns>
    public virtual bool Discard(Credential refused) => false;
}
