namespace Clusters.Credentials;

/// <summary>
/// Has the credential before the limit of a call begins. A plugin has a limit of its own; within the call's it would be
/// taken for a server that does not answer, and nobody would hear what the plugin says.
/// </summary>
internal sealed class CredentialFirstHandler(CredentialSource credentials) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await credentials.CurrentAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
