using System.Security.Cryptography.X509Certificates;
using Foundation.Failures;
using Foundation.Secrets;

namespace Clusters.Credentials;

/// <summary>
/// A token that somebody else keeps fresh in a file; read for every call, as it may be replaced at any time.
/// </summary>
internal sealed class TokenFileCredential(string region, string path, X509Certificate2? certificate) : CredentialSource
{
    public override async ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            return token.Length > 0
                ? new Credential(new Secret(token), certificate)
                : throw new ReleaseException($"{region}: the token file {path} is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                $"{region}: cannot read the token file {path}: {exception.Message}",
                null,
                exception
            );
        }
    }
}
