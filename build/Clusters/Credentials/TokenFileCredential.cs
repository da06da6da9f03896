using System.Net.Security;
using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Foundation.Secrets;
using Foundation.Text;

namespace Clusters.Credentials;

/// <summary>
/// A token that somebody else keeps fresh in a file; read for every call, as it may be replaced at any time.
/// </summary>
internal sealed class TokenFileCredential(string region, string path, SslStreamCertificateContext? certificate)
    : CredentialSource
{
    public override async ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = await BoundedFile.ReadTextAsync(path, InputLimits.CredentialFile, cancellationToken);
            var token = text.Trim();
            if (token.Length == 0)
                throw new ReleaseException($"{region}: the token file {path} is empty");
            return HeaderText.CanCarry(token)
                ? new Credential(new Secret(token), certificate)
                : throw new ReleaseException($"{region}: the token file {path} {HeaderText.Problem}");
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
