using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Foundation.Limits;
using Foundation.Text;

namespace Releases.Images;

/// <summary>
/// Answers a registry's challenge: basic authentication, or the token flow of the distribution specification ("Token
/// Authentication Specification"), which Azure Container Registry follows at <c>/oauth2/token</c>.
/// </summary>
internal sealed class RegistryAuthentication(RegistryCredentials? credentials, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    // A token is good for one repository; another one answers 401 again, and gets its own.
    private AuthenticationHeaderValue? _authorization;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Headers.Authorization = _authorization;
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;

        var answer = await AnswerAsync(response, request.RequestUri!, cancellationToken);
        if (answer is null)
            return response;

        response.Dispose();
        _authorization = answer;
        // The same request can be sent again: it has no body, and HttpClient is not the one that sends it.
        request.Headers.Authorization = answer;
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<AuthenticationHeaderValue?> AnswerAsync(
        HttpResponseMessage response,
        Uri registry,
        CancellationToken cancellationToken
    )
    {
        foreach (var challenge in response.Headers.WwwAuthenticate)
        {
            if (IsScheme(challenge, "Bearer"))
                return await TokenAsync(BearerChallenge.Parse(challenge.Parameter ?? ""), registry, cancellationToken);
            if (IsScheme(challenge, "Basic") && credentials is not null)
                return Basic(credentials);
        }

        return null;
    }

    private async Task<AuthenticationHeaderValue?> TokenAsync(
        BearerChallenge challenge,
        Uri registry,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, challenge.TokenAddress(registry));
        if (credentials is not null)
            request.Headers.Authorization = Basic(credentials);

        using var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return null;

        var body = await BoundedRead.BytesAsync(response.Content, InputLimits.WebAnswer, cancellationToken);
        using var json = JsonDocument.Parse(body);
        var token = json.RootElement.Text("token") ?? json.RootElement.Text("access_token");
        return token is null || !HeaderText.CanCarry(token) ? null : new("Bearer", token);
    }

    private static AuthenticationHeaderValue Basic(RegistryCredentials credentials) =>
        new(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Password.Reveal()}"))
        );

    private static bool IsScheme(AuthenticationHeaderValue challenge, string scheme) =>
        challenge.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);
}
