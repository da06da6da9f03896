using System.Security.Cryptography.X509Certificates;
using Foundation.Secrets;
using Foundation.Timing;

namespace Clusters.Credentials;

/// <summary>
/// A credential that expires: what a plugin of a kubeconfig printed, or the token of an account that several clusters
/// take. It is kept until shortly before its end or until a server refuses it.
/// </summary>
internal sealed class RenewedCredential : CredentialSource, IDisposable
{
    private readonly Renewed<ExpiringCredential> _credentials;
    private readonly bool _owns;

    private RenewedCredential(Renewed<ExpiringCredential> credentials, bool owns)
    {
        _credentials = credentials;
        _owns = owns;
    }

    /// <summary>What one cluster's plugin prints, with the user's certificate where the plugin gives none.</summary>
    public static RenewedCredential Of(ExecPlugin plugin, X509Certificate2? certificate, TimeProvider time) =>
        new(
            new(
                async cancellationToken => (await plugin.RunAsync(cancellationToken)).WithDefault(certificate),
                answer => answer.ExpiresAt,
                time
            ),
            owns: true
        );

    /// <summary>The tokens that other clusters take, too.</summary>
    public static RenewedCredential Of(AccountTokens tokens) => new(tokens.Credentials, owns: false);

    public override async ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken) =>
        (await _credentials.CurrentAsync(cancellationToken)).Credential;

    public override bool Discard(Credential refused)
    {
        _credentials.Discard(answer => ReferenceEquals(answer.Credential, refused));
        return true;
    }

    public void Dispose()
    {
        if (_owns)
            _credentials.Dispose();
    }
}

/// <summary>A token of an account, and when servers will stop taking it.</summary>
/// <param name="Value">The token.</param>
/// <param name="ExpiresAt">When it expires; <see langword="null"/> for "until it is refused".</param>
public sealed record AccountToken(Secret Value, DateTimeOffset? ExpiresAt);

/// <summary>The tokens of an account: one for all clusters that take it, and the next one before it expires.</summary>
/// <param name="fetch">Asks for a token.</param>
/// <param name="time">The clock of the expiry.</param>
public sealed class AccountTokens(Func<CancellationToken, Task<AccountToken>> fetch, TimeProvider time) : IDisposable
{
    internal Renewed<ExpiringCredential> Credentials { get; } =
        new(
            async cancellationToken =>
            {
                var token = await fetch(cancellationToken);
                return new ExpiringCredential(new Credential(token.Value, null), token.ExpiresAt);
            },
            answer => answer.ExpiresAt,
            time
        );

    /// <summary>The present token.</summary>
    public async ValueTask<Secret> CurrentAsync(CancellationToken cancellationToken) =>
        (await Credentials.CurrentAsync(cancellationToken)).Credential.Token!;

    /// <inheritdoc/>
    public void Dispose() => Credentials.Dispose();
}
