using System.Security.Cryptography;
using Drill.Images;
using Foundation.Failures;
using Foundation.Secrets;
using Pipeline.Tools;
using Pipeline.Tools.Docker;
using Releases.Fleets;
using Releases.Versions;

namespace Pipeline.Rehearsals;

/// <summary>
/// Where the images of a drill go: an embedded registry when there is an engine that can push to it, else nowhere.
/// </summary>
public sealed class RehearsedImages : IAsyncDisposable
{
    /// <summary>Who logs in to the embedded registry.</summary>
    public const string User = "drill";

    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(10);

    private readonly DockerEngine _engine;
    private readonly ReleaseVersion _version;
    private readonly EmbeddedRegistry? _registry;

    private RehearsedImages(DockerEngine engine, ReleaseVersion version, string repository)
    {
        _engine = engine;
        _version = version;
        Repository = repository;
    }

    private RehearsedImages(DockerEngine engine, ReleaseVersion version, Fleet fleet, EmbeddedRegistry registry)
        : this(engine, version, $"{registry.Host}/{fleet.Repository}") => _registry = registry;

    /// <summary>Repository of the images with its registry.</summary>
    public string Repository { get; }

    /// <summary>Why nothing is built and pushed, or <see langword="null"/> when it is.</summary>
    public string? LeftOut { get; private init; }

    /// <summary>The registry's password.</summary>
    public Secret Password { get; private init; } = new(NewPassword());

    /// <summary>Looks for an engine, and starts a registry when there is one that reaches it.</summary>
    /// <param name="host">Runs docker.</param>
    /// <param name="fleet">Names the images.</param>
    /// <param name="version">The version that the drill releases.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RehearsedImages> FindAsync(
        ToolHost host,
        Fleet fleet,
        ReleaseVersion version,
        CancellationToken cancellationToken
    )
    {
        var engine = new DockerEngine(host);
        if (!await HasEngineAsync(engine, cancellationToken))
            return Without("no Docker engine here");
        var password = new Secret(NewPassword());
        var registry = await EmbeddedRegistry.StartAsync(User, password.Reveal(), cancellationToken);
        var reached = false;
        try
        {
            reached = await ReachesAsync(engine, registry, cancellationToken);
        }
        finally
        {
            if (!reached)
                await registry.DisposeAsync();
        }
        return reached
            ? new RehearsedImages(engine, version, fleet, registry) { Password = password }
            : Without("the Docker engine does not reach this program's registry");

        RehearsedImages Without(string reason) =>
            new(engine, version, fleet.Image) { LeftOut = $"{reason}, so the drill skips building and pushing" };
    }

    /// <summary>Tells whether the clusters find an image. What ran before the drill, they have.</summary>
    /// <param name="version">The version that the drill releases.</param>
    public Func<string, bool> Exists(ReleaseVersion version) =>
        _registry is null
            ? _ => true
            : reference => !reference.Contains($":{version}", StringComparison.Ordinal) || _registry.Has(reference);

    /// <summary>
    /// Removes the drill's images from the engine, which is the user's, and stops the registry. Never fails.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_registry is null)
            return;
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
        try
        {
            await _registry.DisposeAsync();
        }
        catch (IOException)
        {
            // A layer is still being written; the system cleans its temporary folder.
        }
    }

    private static string NewPassword() => RandomNumberGenerator.GetHexString(32);

    private static async Task<bool> HasEngineAsync(DockerEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            await engine.VersionAsync(new DockerSettings(), cancellationToken);
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
