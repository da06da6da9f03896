using System.Net.Security;
using Foundation.Failures;

namespace Clusters.Credentials;

/// <summary>What a plugin prints, as one region uses it: with the region's name on its failures.</summary>
/// <param name="region">The region, as errors call it.</param>
/// <param name="plugin">The plugin, which other regions may share.</param>
/// <param name="installHint">What the region's kubeconfig says of a plugin that does not work.</param>
/// <param name="certificate">The user's own certificate, for a plugin that gives none.</param>
/// <param name="hear">Hears what the plugin says while it waits.</param>
internal sealed class PluginCredential(
    string region,
    SharedPlugin plugin,
    string? installHint,
    SslStreamCertificateContext? certificate,
    Action<string> hear
) : CredentialSource
{
    public override async ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken) =>
        (await NamedAsync(async () => await plugin.CurrentAsync(hear, cancellationToken)))!.WithDefault(certificate);

    public override async ValueTask<Credential?> InsteadOfAsync(
        Credential refused,
        CancellationToken cancellationToken
    ) =>
        (await NamedAsync(async () => await plugin.InsteadOfAsync(refused, hear, cancellationToken)))?.WithDefault(
            certificate
        );

    private async Task<Credential?> NamedAsync(Func<Task<Credential?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ReleaseException exception)
        {
            throw new ReleaseException(
                $"{region}: {exception.Message}",
                exception.NextStep ?? OneLine(installHint),
                exception
            );
        }
    }

    private static string? OneLine(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : string.Join(
                ' ',
                text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            );
}
