using System.Security.Cryptography.X509Certificates;
using Clusters.Credentials;
using Foundation.Secrets;

namespace Clusters.Kubeconfigs;

/// <summary>What a kubeconfig says of a user. A class and not a record, so that nothing prints it.</summary>
internal sealed class KubeconfigUser
{
    public static KubeconfigUser Anonymous { get; } = new();

    public Secret? Token { get; init; }

    public string? TokenFile { get; init; }

    public X509Certificate2? Certificate { get; init; }

    public ExecPluginSettings? Plugin { get; init; }

    /// <summary>Tokens of an account that several clusters take; they go before all else.</summary>
    public AccountTokens? Tokens { get; init; }

    /// <summary>Where calls take their credential from. A token file wins over a token, as in client-go.</summary>
    /// <param name="region">The region, as errors call it.</param>
    /// <param name="pluginLimit">Longest run of a plugin.</param>
    /// <param name="time">The clock.</param>
    /// <param name="say">Hears what a plugin says while it waits.</param>
    public CredentialSource ToSource(string region, TimeSpan pluginLimit, TimeProvider time, Action<string> say) =>
        Tokens is { } tokens ? RenewedCredential.Of(tokens)
        : Plugin is { } plugin
            ? RenewedCredential.Of(new ExecPlugin(region, plugin, pluginLimit, time, say), Certificate, time)
        : TokenFile is { } file ? new TokenFileCredential(region, file, Certificate)
        : new FixedCredential(
            Token is null && Certificate is null ? Credential.Anonymous : new Credential(Token, Certificate)
        );
}
