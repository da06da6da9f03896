using System.Text.Json;
using Clusters.Credentials;
using Foundation.Failures;
using Foundation.Json;
using Foundation.Secrets;
using Foundation.Text;

namespace Pipeline.Clouds;

/// <summary>
/// Asks for tokens as OAuth 2.0 describes it (RFC 6749). The environment has said who logs in: a failure is told, and
/// no command line is asked instead, which may be logged in as somebody else.
/// </summary>
/// <param name="calls">Sends the calls.</param>
/// <param name="time">The clock of the expiry.</param>
public sealed class TokenEndpoint(CloudCall calls, TimeProvider time)
{
    // Far above what any cloud gives.
    private const double LongestLife = 30 * 24 * 3600;

    private const string RefusedStep =
        "try again; if it stays so, look the code up, or ask whoever has set this log-in up";

    /// <summary>The clock of what is signed.</summary>
    internal TimeProvider Time => time;

    /// <summary>Asks with a form, and reads the answer.</summary>
    /// <param name="address">The address.</param>
    /// <param name="form">What is asked.</param>
    /// <param name="refusals">How a refusal is worded.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReleaseException">There is no token, and why.</exception>
    internal Task<AccountToken> AskAsync(
        Uri address,
        IReadOnlyDictionary<string, string> form,
        CloudRefusals refusals,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            address,
            new FormUrlEncodedContent(form),
            null,
            refusals,
            answer =>
                Token(
                    answer.Text("access_token"),
                    answer.Find("expires_in") is { ValueKind: JsonValueKind.Number } life
                    && life.TryGetDouble(out var seconds)
                        ? time.GetUtcNow().AddSeconds(Math.Clamp(seconds, 0, LongestLife))
                        : null
                ),
            cancellationToken
        );

    /// <summary>Sends a request, and reads a token from its answer.</summary>
    internal async Task<AccountToken> SendAsync(
        Uri address,
        HttpContent content,
        Secret? token,
        CloudRefusals refusals,
        Func<JsonElement, AccountToken?> read,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        try
        {
            return read(await calls.SendAsync(request, token, refusals, cancellationToken))
                ?? throw new UnexpectedAnswerException($"{address.Host} gave no token");
        }
        catch (UnexpectedAnswerException exception)
        {
            throw new ReleaseException(
                $"{refusals.Command}: {exception.Message.TrimEnd('.')}.",
                exception.NextStep ?? RefusedStep,
                exception
            );
        }
    }

    /// <summary>A token, when it is one that can be sent.</summary>
    internal static AccountToken? Token(string? text, DateTimeOffset? expiresAt) =>
        text is { Length: > 0 } && HeaderText.CanCarry(text) ? new(new Secret(text), expiresAt) : null;
}
