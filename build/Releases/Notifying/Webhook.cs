using System.Net;
using Foundation.Secrets;

namespace Releases.Notifying;

/// <summary>
/// An address that gets notices of releases. All of it but the host is a secret, because everybody who has the address
/// can write there.
/// </summary>
/// <param name="Kind">The form of notice that it takes.</param>
/// <param name="Host">The host, for people.</param>
/// <param name="Address">The address.</param>
public sealed record Webhook(WebhookKind Kind, string Host, Secret Address)
{
    // Slack's tokens have 24 letters, Mattermost's 26, those of Teams 32 and more.
    private const int ShortestToken = 16;

    private static readonly string[] TeamsHosts = [".webhook.office.com", ".logic.azure.com", ".powerplatform.com"];

    /// <summary>
    /// Reads an address. The kind follows from the host. <c>slack+https://…</c>, <c>teams+https://…</c> and
    /// <c>json+https://…</c> name the kind for other hosts.
    /// </summary>
    /// <returns>
    /// The webhook; <see langword="null"/> when the text is no address, or the address is not encrypted.
    /// </returns>
    public static Webhook? TryParse(string text)
    {
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var named = plus > 0 && plus < colon ? text[..plus] : null;
        if (!Uri.TryCreate(named is null ? text : text[(plus + 1)..], UriKind.Absolute, out var address))
            return null;
        // A proxy's or a library's error may show the path without the host, and the path without the query.
        foreach (var shown in new[] { address.PathAndQuery, address.AbsolutePath }.Where(HoldsToken))
            _ = new Secret(shown);
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && IsHere(address)))
            return null;
        if (KindOf(named, address) is not { } kind)
            return null;
        return new Webhook(kind, address.Host, new Secret(address.AbsoluteUri));
    }

    // By a path such as /deploy nobody can write there, and it stands in the names of images.
    private static bool HoldsToken(string path) => path.Split('/', '?', '&', '=').Any(IsToken);

    private static bool IsToken(string part) =>
        part.Length >= ShortestToken
        && (part.Any(char.IsAsciiDigit) || (part.Any(char.IsAsciiLetterUpper) && part.Any(char.IsAsciiLetterLower)));

    private static WebhookKind? KindOf(string? named, Uri address) =>
        named switch
        {
            null when address.Host == "hooks.slack.com" => WebhookKind.Slack,
            null when TeamsHosts.Any(host => address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)) =>
                WebhookKind.Teams,
            null => WebhookKind.Json,
            _ => Enum.TryParse<WebhookKind>(named, ignoreCase: true, out var kind) ? kind : null,
        };

    private static bool IsHere(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host, out var number) && IPAddress.IsLoopback(number));
}

/// <summary>The form of notice that a webhook takes.</summary>
public enum WebhookKind
{
    /// <summary>The facts as JSON, for programs.</summary>
    Json,

    /// <summary>A text as Slack takes it. Mattermost and Rocket.Chat take it also.</summary>
    Slack,

    /// <summary>An adaptive card in a message, as Teams' workflows take it.</summary>
    Teams,
}
