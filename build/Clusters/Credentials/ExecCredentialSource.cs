using System.Security.Cryptography.X509Certificates;

namespace Clusters.Credentials;

/// <summary>
/// Keeps what a credential plugin answered until shortly before it expires or until the server refuses it; a plugin
/// takes a second or more, so one run at a time serves every call that waits.
/// </summary>
internal sealed class ExecCredentialSource(ExecPlugin plugin, X509Certificate2? certificate, TimeProvider time)
    : CredentialSource,
        IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile ExecCredential? _answer;

    public override async ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_answer is { } kept && IsFresh(kept))
            return kept.Credential;

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_answer is { } renewed && IsFresh(renewed))
                return renewed.Credential;

            var answer = await plugin.RunAsync(cancellationToken);
            var credential = answer.Credential;
            if (credential.Certificate is null && certificate is not null)
                answer = new(new Credential(credential.Token, certificate), answer.ExpiresAt);
            _answer = answer;
            return answer.Credential;
        }
        finally
        {
            _one.Release();
        }
    }

    public override bool Discard(Credential refused)
    {
        if (_answer is { } kept && ReferenceEquals(kept.Credential, refused))
            _answer = null;
        return true;
    }

    public void Dispose() => _one.Dispose();

    private bool IsFresh(ExecCredential answer) =>
        answer.ExpiresAt is not { } expiry || time.GetUtcNow() < expiry - Margin;
}
