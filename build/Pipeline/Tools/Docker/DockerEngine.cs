using Foundation.Failures;
using Foundation.Json;
using Releases.Images;

namespace Pipeline.Tools.Docker;

/// <summary>Asks the engine.</summary>
public sealed class DockerEngine(ToolHost host) : DockerTool<DockerSettings>(host)
{
    private static readonly string[] RegistryAnswers =
    [
        "no basic auth",
        "unauthorized",
        "not found",
        "unknown",
        "denied",
    ];

    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromSeconds(30);

    /// <summary>
    /// What the engine runs on, and builds for unless it is told otherwise; proves that it can be reached.
    /// </summary>
    /// <returns><see langword="null"/> where it answers something else.</returns>
    /// <exception cref="ReleaseException">It cannot be reached.</exception>
    public async Task<ImagePlatform?> PlatformAsync(DockerSettings settings, CancellationToken cancellationToken)
    {
        // The whole of it, since podman has no Arch and fails on a format that asks for it.
        var command = ToolCommand.Of("version", "version", "--format", "{{json .Server}}");
        var server = LooseJson.TryParse((await RunAsync(settings, command, cancellationToken)).Text);
        return ImagePlatform.TryParse($"{server?.Text("Os")}/{server?.Text("Arch")}");
    }

    /// <summary>
    /// The platform that a build has to be told: none where the engine builds for it anyway, since the builders of old
    /// engines refuse the option.
    /// </summary>
    /// <param name="platform">What the image is for.</param>
    /// <param name="isOfEngine">
    /// Whether the engine builds, and for itself. A buildx builder may run elsewhere, and somebody may have set another
    /// platform: then it is always told.
    /// </param>
    /// <param name="settings">How docker is run.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <exception cref="ReleaseException">The engine cannot be reached.</exception>
    public async Task<string?> PlatformToNameAsync(
        ImagePlatform platform,
        bool isOfEngine,
        DockerSettings settings,
        CancellationToken cancellationToken
    ) => isOfEngine && await PlatformAsync(settings, cancellationToken) == platform ? null : platform.ToString();

    /// <summary>
    /// Whether the engine reaches a registry at that address. One in a virtual machine or elsewhere has another
    /// loopback than this program.
    /// </summary>
    /// <param name="registry">The registry's host, with its port.</param>
    /// <param name="settings">How docker is run.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public async Task<bool> ReachesRegistryAsync(
        string registry,
        DockerSettings settings,
        CancellationToken cancellationToken
    )
    {
        // Any answer of the registry will do, a refusal included; what fails is the connection.
        var command = ToolCommand.Of("pull", "pull", "--quiet", $"{registry}/reachable:question") with
        {
            Answers = [1],
        };
        var output = await RunAsync(settings, command, cancellationToken);
        return output.ErrorLines.Any(line =>
            RegistryAnswers.Any(sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase))
        );
    }

    /// <summary>Removes images from the engine; those that it does not have are passed over.</summary>
    public Task RemoveAsync(IEnumerable<string> images, DockerSettings settings, CancellationToken cancellationToken) =>
        RunAsync(
            settings,
            ToolCommand.Of("image rm", ["image", "rm", "--", .. images]) with
            {
                Answers = [1],
            },
            cancellationToken
        );
}
