using System.Text.RegularExpressions;
using Foundation.Failures;

namespace Releases.Images;

/// <summary>The parameters of <c>WWW-Authenticate: Bearer realm="…",service="…",scope="…"</c>.</summary>
internal sealed partial record BearerChallenge(string Realm, string? Service, string? Scope)
{
    public static BearerChallenge Parse(string parameters)
    {
        var values = Parameter()
            .Matches(parameters)
            .GroupBy(match => match.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                group => group.Key,
                group => group.First().Groups["value"].Value,
                StringComparer.OrdinalIgnoreCase
            );
        return new(
            values.GetValueOrDefault("realm", ""),
            values.GetValueOrDefault("service"),
            values.GetValueOrDefault("scope")
        );
    }

    /// <summary>The address to ask for the token.</summary>
    /// <exception cref="ReleaseException">Credentials must not be sent to the realm's address.</exception>
    public Uri TokenAddress(Uri registry)
    {
        if (!Uri.TryCreate(Realm, UriKind.Absolute, out var realm) || !IsSafe(realm, registry))
            throw new ReleaseException(
                $"{registry.Authority} sends logins to '{Realm}', which is not an https address."
            );

        var query = new[] { ("service", Service), ("scope", Scope) }
            .Where(pair => pair.Item2 is not null)
            .Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}");
        return new UriBuilder(realm) { Query = string.Join('&', query) }.Uri;
    }

    // A registry on this machine may name a plain http address on this machine. No other registry may.
    private static bool IsSafe(Uri realm, Uri registry) =>
        realm.Scheme is "https" || (realm.Scheme is "http" && realm.IsLoopback && registry.IsLoopback);

    [GeneratedRegex(
        @"\b(?<name>[A-Za-z]{1,64})=""(?<value>[^""]*)""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Parameter();
}
