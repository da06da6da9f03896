using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Foundation.Failures;
using Foundation.Json;
using Foundation.Limits;
using Foundation.Secrets;
using Foundation.Text;

namespace Releases.Images;

/// <summary>
/// Answers a registry's challenge: basic authentication, or the token flow of the distribution specification ("Token
/// Authentication Specification"). Azure Container Registry follows that flow at <c>/oauth2/token</c>. User, password
/// and token go to the registry's own host and port only. A host that the registry redirects to is asked without them,
/// and its challenge gets no answer.
/// </summary>
internal sealed class RegistryAuthentication(string host, RegistryCredentials? credentials, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private const int MostRedirects = 5;

    // A token is valid for one repository. Another repository answers 401 again and gets its own token.
    private AuthenticationHeaderValue? _authorization;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await SendToRegistryAsync(request, cancellationToken);
        // Registries redirect to the place where they keep their blobs.
        for (var redirects = 0; redirects < MostRedirects && TargetOf(response) is { } target; redirects++)
        {
            response.Dispose();
            request.RequestUri = target;
            request.Headers.Authorization = null;
            response = IsRegistry(target)
                ? await SendToRegistryAsync(request, cancellationToken)
                : await base.SendAsync(request, cancellationToken);
        }

        return response;
    }

    private async Task<HttpResponseMessage> SendToRegistryAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Headers.Authorization = _authorization;
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;

        var answer = await AnswerAsync(response, request, cancellationToken);
        if (answer is null)
            return response;

        response.Dispose();
        _authorization = answer;
        // The same request can be sent again: it has no body, and it does not go through HttpClient.
        request.Headers.Authorization = answer;
        return await base.SendAsync(request, cancellationToken);
    }

    private static Uri? TargetOf(HttpResponseMessage response)
    {
        var isRedirect =
            response.StatusCode
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;
        if (!isRedirect || response.Headers.Location is not { } location)
            return null;

        var from = response.RequestMessage!.RequestUri!;
        var target = new Uri(from, location);
        // A registry on this machine may use plain http for an address on this machine.
        return
            target.Scheme == Uri.UriSchemeHttps
            || (target.Scheme == from.Scheme && target.IsLoopback && from.IsLoopback)
            ? target
            : null;
    }

    private bool IsRegistry(Uri address) =>
        address.Authority.Equals(Authority(address), StringComparison.OrdinalIgnoreCase);

    // A name without a port means the scheme's default port, which an address leaves out.
    private string Authority(Uri address) => new Uri($"{address.Scheme}://{host}").Authority;

    private async Task<AuthenticationHeaderValue?> AnswerAsync(
        HttpResponseMessage response,
        HttpRequestMessage asked,
        CancellationToken cancellationToken
    )
    {
        foreach (var challenge in response.Headers.WwwAuthenticate)
        {
            if (IsScheme(challenge, "Bearer"))
                return await TokenAsync(BearerChallenge.Parse(challenge.Parameter ?? ""), asked, cancellationToken);
            if (IsScheme(challenge, "Basic") && credentials is not null)
                return Basic(credentials);
        }

        return null;
    }

    private async Task<AuthenticationHeaderValue?> TokenAsync(
        BearerChallenge challenge,
        HttpRequestMessage asked,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, challenge.TokenAddress(asked.RequestUri!));
        BusyRegistry.IsPartOf(request, asked);
        if (credentials is not null && !IsRegistry(request.RequestUri!))
            throw new ReleaseException(
                $"{host} sends logins to {request.RequestUri!.Authority}; the password is for {host} alone, and was not sent."
            );
        if (credentials is not null)
            request.Headers.Authorization = Basic(credentials);

        using var response = await base.SendAsync(request, cancellationToken);
        // A firewall lets everybody see the challenge, and keeps the token.
        if (response.StatusCode == HttpStatusCode.Forbidden)
            throw await RegistryRefusal.OfAsync($"{host} refuses the log-in", response, cancellationToken);
        // Who is too busy to look at a password has not refused it.
        if (BusyRegistry.Is(response.StatusCode))
            throw new ReleaseException(
                $"{host} answered {(int)response.StatusCode} to the log-in.",
                BusyRegistry.NextStepFor(response.StatusCode)
            );
        if (!response.IsSuccessStatusCode)
            return null;

        var body = await BoundedRead.BytesAsync(response.Content, InputLimits.WebAnswer, cancellationToken);
        using var json = JsonDocument.Parse(body);
        var token = json.RootElement.Text("token") ?? json.RootElement.Text("access_token");
        return token is null || !HeaderText.CanCarry(token) ? null : new("Bearer", new Secret(token).Reveal());
    }

    private static AuthenticationHeaderValue Basic(RegistryCredentials credentials)
    {
        var pair = Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Password.Reveal()}");
        return new("Basic", new Secret(Convert.ToBase64String(pair)).Reveal());
    }

    private static bool IsScheme(AuthenticationHeaderValue challenge, string scheme) =>
        challenge.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The credentials of an image registry.</summary>
/// <param name="User">The user's name; not secret.</param>
/// <param name="Password">A password, or a token in its place.</param>
public sealed record RegistryCredentials(string User, Secret Password);
