using System.Net.Security;
using Foundation.Secrets;

namespace Clusters.Credentials;

/// <summary>What proves to the server who calls: a bearer token, a client certificate, both or nothing.</summary>
internal sealed class Credential(Secret? token, SslStreamCertificateContext? certificate)
{
    public static Credential Anonymous { get; } = new(null, null);

    public Secret? Token => token;

    public SslStreamCertificateContext? Certificate => certificate;

    /// <summary>The same with a certificate, unless it has one of its own.</summary>
    public Credential WithDefault(SslStreamCertificateContext? other) =>
        certificate is null && other is not null ? new Credential(token, other) : this;

    /// <summary>Whether it is that one, with or without a certificate beside it.</summary>
    public bool IsOf(Credential original) =>
        ReferenceEquals(token, original.Token)
        && (original.Certificate is null || ReferenceEquals(certificate, original.Certificate));
}

/// <summary>A credential that a server takes for a while.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="ExpiresAt">
/// When the server will stop taking it, or <see langword="null"/> for "until it is refused".
/// </param>
internal sealed record ExpiringCredential(Credential Credential, DateTimeOffset? ExpiresAt);

/// <summary>Where the credential of a call comes from. Safe to use from several calls at once.</summary>
internal abstract class CredentialSource
{
    /// <summary>The credential for a call that is about to be sent.</summary>
    public abstract ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Another credential, for a server that has refused one; <see langword="null"/> where there is no other.
    /// </summary>
    public virtual ValueTask<Credential?> InsteadOfAsync(Credential refused, CancellationToken cancellationToken) =>
        new((Credential?)null);
}

/// <summary>A credential that the kubeconfig holds itself.</summary>
internal sealed class FixedCredential(Credential credential) : CredentialSource
{
    public override ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken) => new(credential);
}
