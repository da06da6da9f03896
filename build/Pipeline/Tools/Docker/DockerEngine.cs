using Foundation.Failures;

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

    /// <summary>The engine's version; proves that it can be reached.</summary>
    /// <exception cref="ReleaseException">It cannot be reached.</exception>
    public async Task<string> VersionAsync(DockerSettings settings, CancellationToken cancellationToken)
    {
        var command = ToolCommand.Of("version", "version", "--format", "{{.Server.Version}}");
        return (await RunAsync(settings, command, cancellationToken)).Text;
    }

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
