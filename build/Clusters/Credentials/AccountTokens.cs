using Foundation.Secrets;
using Foundation.Timing;

namespace Clusters.Credentials;

/// <summary>The token of an account that several clusters take.</summary>
internal sealed class AccountCredential(AccountTokens tokens) : CredentialSource
{
    public override async ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken) =>
        (await tokens.Credentials.CurrentAsync(cancellationToken)).Credential;

    public override async ValueTask<Credential?> InsteadOfAsync(
        Credential refused,
        CancellationToken cancellationToken
    ) =>
        (
            await tokens.Credentials.InsteadOfAsync(answer => refused.IsOf(answer.Credential), cancellationToken)
        )?.Credential;
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
