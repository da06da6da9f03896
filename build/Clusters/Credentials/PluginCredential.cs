using System.Security.Cryptography.X509Certificates;
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
    X509Certificate2? certificate,
    Action<string> hear
) : CredentialSource
{
    public override async ValueTask<Credential> CurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await plugin.CurrentAsync(hear, cancellationToken)).WithDefault(certificate);
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

    public override bool Discard(Credential refused) => plugin.Discard(refused);

    private static string? OneLine(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : string.Join(
                ' ',
                text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            );
}
