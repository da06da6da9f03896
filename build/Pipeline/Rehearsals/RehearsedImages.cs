using System.Security.Cryptography;
using Drill.Images;
using Foundation.Failures;
using Foundation.Secrets;
using Pipeline.Tools;
using Pipeline.Tools.Docker;
using Releases.Fleets;
using Releases.Images;
using Releases.Versions;

namespace Pipeline.Rehearsals;

/// <summary>
/// Where the images of a drill go: an embedded registry when there is an engine that can push to it, or when commands
/// from outside shall read from it, else nowhere.
/// </summary>
public sealed class RehearsedImages : IAsyncDisposable
{
    /// <summary>Who logs in to the embedded registry.</summary>
    public const string User = "drill";

    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(10);

    private readonly DockerEngine _engine;
    private readonly ReleaseVersion _version;
    private readonly EmbeddedRegistry? _registry;

    private RehearsedImages(DockerEngine engine, ReleaseVersion version, Fleet fleet, EmbeddedRegistry? registry)
    {
        _engine = engine;
        _version = version;
        _registry = registry;
        Fleet = registry is null ? fleet : fleet with { Registry = registry.Host };
    }

    /// <summary>The fleet, with the registry that the images go to.</summary>
    public Fleet Fleet { get; }

    /// <summary>Repository of the images with its registry.</summary>
    public string Repository => Fleet.Image;

    /// <summary>Why nothing is built and pushed, or <see langword="null"/> when it is.</summary>
    public string? LeftOut { get; private init; }

    /// <summary>The registry's password.</summary>
    public required Secret Password { get; init; }

    /// <summary>Looks for an engine, and starts a registry when there is one that reaches it.</summary>
    /// <param name="host">Runs docker.</param>
    /// <param name="fleet">Names the images.</param>
    /// <param name="version">The version that the drill releases.</param>
    /// <param name="isServed">Whether commands from outside need the registry, whatever the engine does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RehearsedImages> FindAsync(
        ToolHost host,
        Fleet fleet,
        ReleaseVersion version,
        bool isServed,
        CancellationToken cancellationToken
    )
    {
        var engine = new DockerEngine(host);
        var password = new Secret(NewPassword());
        var hasEngine = await HasEngineAsync(engine, cancellationToken);
        if (!hasEngine && !isServed)
            return Without("no Docker engine here", null);
        var registry = await EmbeddedRegistry.StartAsync(User, password.Reveal(), cancellationToken);
        var (reached, keeps) = (false, false);
        try
        {
            reached = hasEngine && await ReachesAsync(engine, registry, cancellationToken);
            keeps = reached || isServed;
        }
        finally
        {
            if (!keeps)
                await registry.DisposeAsync();
        }
        return reached ? new RehearsedImages(engine, version, fleet, registry) { Password = password }
            : hasEngine ? Without("the Docker engine does not reach this program's registry", keeps ? registry : null)
            : Without("no Docker engine here", registry);

        RehearsedImages Without(string reason, EmbeddedRegistry? kept) =>
            new(engine, version, fleet, kept)
            {
                LeftOut = $"{reason}, so the drill skips building and pushing",
                Password = password,
            };
    }

    /// <summary>Tells whether the clusters find an image. What ran before the drill, they have.</summary>
    /// <param name="version">The version that the drill releases.</param>
    public Func<string, bool> Exists(ReleaseVersion version) =>
        LeftOut is not null || _registry is null
            ? _ => true
            : reference => !reference.Contains($":{version}", StringComparison.Ordinal) || _registry.Has(reference);

    /// <summary>
    /// Tells whether the registry holds an image of the application. Images of other repositories are elsewhere.
    /// </summary>
    /// <param name="reference">The image's full reference.</param>
    public bool IsServed(string reference) =>
        !reference.StartsWith($"{Repository}:", StringComparison.Ordinal) || _registry?.Has(reference) != false;

    /// <summary>Puts the images of a version there, as a job of CI would have pushed them.</summary>
    /// <param name="version">The version.</param>
    /// <param name="commit">The commit that they are built from.</param>
    public void Put(ReleaseVersion version, string commit)
    {
        foreach (var rule in Fleet.Workloads)
            _registry?.Put(
                Fleet.Repository,
                rule.TagOf(ImageTag.Of(version)),
                new Dictionary<string, string>
                {
                    [OciLabels.Revision] = commit,
                    [OciLabels.Version] = version.ToString(),
                },
                Fleet.Platform.Os,
                Fleet.Platform.Architecture
            );
    }

    /// <summary>
    /// Removes the drill's images from the engine, which is the user's, and stops the registry. Never fails.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_registry is null)
            return;
        if (LeftOut is null)
            await RemoveFromEngineAsync();
        try
        {
            await _registry.DisposeAsync();
        }
        catch (IOException)
        {
            // A layer is still being written; the system cleans its temporary folder.
        }
    }

    private async Task RemoveFromEngineAsync()
    {
        try
        {
            // By name: a build that was interrupted leaves images that the registry never saw.
            await _engine.RemoveAsync(
                [$"{Repository}:{_version}", $"{Repository}:{_version}-static"],
                new DockerSettings { ToolTimeout = RemovalLimit },
                CancellationToken.None
            );
        }
        catch (ReleaseException)
        {
            // The engine went away during the drill; how the drill went is what counts.
        }
    }

    private static string NewPassword() => RandomNumberGenerator.GetHexString(32);

    private static async Task<bool> HasEngineAsync(DockerEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            await engine.PlatformAsync(new DockerSettings(), cancellationToken);
            return true;
        }
        catch (ReleaseException)
        {
            return false;
        }
    }

    // An engine that fails at the question, or does not answer it in time, is no failure of the release.
    private static async Task<bool> ReachesAsync(
        DockerEngine engine,
        EmbeddedRegistry registry,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await engine.ReachesRegistryAsync(registry.Host, new DockerSettings(), cancellationToken);
        }
        catch (ReleaseException)
        {
            return false;
        }
    }
}
