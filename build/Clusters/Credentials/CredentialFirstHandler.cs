using System.Net;
using Foundation.Failures;

namespace Clusters.Credentials;

/// <summary>
/// Fetches the credential before the limit of a call begins; when the server refuses it (401) and another can be had,
/// sends once more. A plugin has a limit of its own, at the first time and at every other. Within the call's limit, a
/// slow plugin would look like a server that does not answer, its words would be lost, and of a change that the server
/// has refused nobody would know whether it has happened.
/// </summary>
internal sealed class CredentialFirstHandler(CredentialSource credentials) : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<Credential> Key = new("credential");

    /// <summary>The credential that was fetched for a call.</summary>
    public static Credential Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var credential) ? credential : Credential.Anonymous;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var credential = await AskAsync(() => credentials.CurrentAsync(cancellationToken));
        var response = await SendAsAsync(credential, request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;

        Credential? other;
        try
        {
            other = await AskAsync(() => credentials.InsteadOfAsync(credential, cancellationToken));
        }
        catch
        {
            response.Dispose();
            throw;
        }
        if (other is null)
            return response;
        response.Dispose();
        return await SendAsAsync(other, request, cancellationToken);
    }

    private static async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ReleaseException failure)
        {
            throw new CredentialException(failure);
        }
    }

    private Task<HttpResponseMessage> SendAsAsync(
        Credential credential,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Options.Set(Key, credential);
        return base.SendAsync(request, cancellationToken);
    }
}
