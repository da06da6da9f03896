using Foundation.Processes;
using Foundation.Secrets;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Requests;

/// <summary>
/// Values of the environment that are taken for secrets by the names of their variables. Some are none:
/// <c>KEY_VAULT_NAME=production</c> would make a region of that name unreadable.
/// </summary>
public static class GuessedSecrets
{
    /// <summary>Makes them known.</summary>
    /// <param name="variables">The values by the variable.</param>
    public static void Learn(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            SecretKeeper.Suspect(name, value);
            // These are no guess.
            if (ChildEnvironment.OwnSecrets.Contains(name))
                _ = new Secret(value);
        }
        SecretKeeper.Spare([], OrdinaryWords.All);
    }

    /// <summary>Leaves alone what a run is about.</summary>
    public static void SpareNamesOf(ReleaseRequest request) =>
        SecretKeeper.Spare(
            [
                .. request.Fleet is { } fleet ? FleetNames.Of(fleet) : [],
                .. request.Waves.SelectMany(wave => wave.Regions).SelectMany(FleetNames.Of),
                .. request.EarlierRecord is { } record ? record.Regions.SelectMany(Names) : [],
                .. new[] { NameOf(request.Options.Version), request.Options.Image }.OfType<string>(),
            ],
            request.Fleet is { } known ? FleetNames.ValuesOf(known) : []
        );

    /// <summary>
    /// The line that tells which variables are not masked; <see langword="null"/> where that concerns none.
    /// </summary>
    public static string? Notice(ReleaseRequest request) =>
        request.IsDryRun
            ? null
            : SecretKeeper.Spared.Order(StringComparer.Ordinal).ToArray() switch
            {
                [] => null,
                [var one] => $"{one} is not masked: it holds a name of the fleet or a word of this tool",
                var several =>
                    $"{string.Join(", ", several)} are not masked: they hold names of the fleet or words of this tool",
            };

    // A token may be taken for a tag by mistake.
    private static string? NameOf(ImageTag? version) =>
        version is { Version: not null } or { IsCommit: true } ? version.Text : null;

    private static IEnumerable<string> Names(RegionRecord region) =>
        new[] { region.Name, region.Cluster, region.Namespace }.OfType<string>();
}
