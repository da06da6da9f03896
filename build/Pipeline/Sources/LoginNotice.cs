using System.Collections.Concurrent;
using Releases.Fleets;

namespace Pipeline.Sources;

/// <summary>
/// Says whom the environment logs in to the clouds, before the first of them is reached, and each line once a run.
/// </summary>
/// <param name="logins">
/// The logins that regions share; <see langword="null"/> where az and gcloud are asked for each region.
/// </param>
/// <param name="regions">The regions of the run.</param>
/// <param name="say">Shows a line.</param>
/// <param name="cancellationToken">Stops reading the files that the environment names.</param>
public sealed class LoginNotice(
    CloudLogins? logins,
    IReadOnlyList<Region> regions,
    Action<string> say,
    CancellationToken cancellationToken
)
{
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);

    /// <summary>Says who logs in to the clouds of the run's regions, or of one that is not among them.</summary>
    /// <param name="region">The region that is about to be reached.</param>
    public Task BeforeAsync(Region region) =>
        SayAsync(regions.Any(known => known.Name == region.Name) ? regions : [region], isForRegistry: false);

    /// <summary>Says who logs in to the registry, where the environment's application does.</summary>
    /// <param name="registry">The registry's host.</param>
    public Task BeforeRegistryAsync(string registry) =>
        logins?.ApplicationLogsInTo(registry) == true ? SayAsync([], isForRegistry: true) : Task.CompletedTask;

    private async Task SayAsync(IReadOnlyList<Region> reached, bool isForRegistry)
    {
        foreach (var line in await CloudAccounts.OfEnvironmentAsync(logins, reached, isForRegistry, cancellationToken))
        {
            if (_said.TryAdd(line, true))
                say(line);
        }
    }
}
