using System.Net.Security;
using Clusters.Credentials;
using Foundation.Secrets;

namespace Clusters.Kubeconfigs;

/// <summary>What a kubeconfig says of a user. A class and not a record, so that nothing prints it.</summary>
internal sealed class KubeconfigUser
{
    public static KubeconfigUser Anonymous { get; } = new();

    public Secret? Token { get; init; }

    public string? TokenFile { get; init; }

    public SslStreamCertificateContext? Certificate { get; init; }

    public ExecPluginSettings? Plugin { get; init; }

    /// <summary>Tokens of an account that several clusters take; they go before all else.</summary>
    public AccountTokens? Tokens { get; init; }

    /// <summary>The same user, whose plugin does not inherit some variables.</summary>
    public KubeconfigUser WithoutVariables(IReadOnlyList<string> variables) =>
        Plugin is null
            ? this
            : new KubeconfigUser
            {
                Token = Token,
                TokenFile = TokenFile,
                Certificate = Certificate,
                Plugin = Plugin with { Without = variables },
                Tokens = Tokens,
            };

    /// <summary>Where calls take their credential from. A token file wins over a token, as in client-go.</summary>
    /// <param name="region">The region, as errors call it.</param>
    /// <param name="plugins">The plugins that regions share.</param>
    /// <param name="pluginLimit">Longest run of a plugin.</param>
    /// <param name="hear">Hears what a plugin says while it waits.</param>
    public CredentialSource ToSource(string region, SharedPlugins plugins, TimeSpan pluginLimit, Action<string> hear) =>
        Tokens is { } tokens ? new AccountCredential(tokens)
        : Plugin is { } exec
            ? new PluginCredential(region, plugins.Of(exec, pluginLimit), exec.InstallHint, Certificate, hear)
        : TokenFile is { } file ? new TokenFileCredential(region, file, Certificate)
        : new FixedCredential(
            Token is null && Certificate is null ? Credential.Anonymous : new Credential(Token, Certificate)
        );
}
