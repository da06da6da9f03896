namespace Pipeline.Tools.Docker;

/// <summary>Base of everything that runs docker.</summary>
/// <typeparam name="TSettings">What the command can be told.</typeparam>
public abstract class DockerTool<TSettings>(ToolHost host) : ExternalTool<TSettings>(host)
    where TSettings : DockerSettings
{
    /// <inheritdoc/>
    protected override string InstallHint => "Install docker: https://docs.docker.com/engine/install";

    /// <inheritdoc/>
    protected override string GetToolName() => "docker";

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(TSettings settings) => DockerFailures.All;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Variables(TSettings settings) =>
        settings.ConfigurationDirectory is { } directory
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DOCKER_CONFIG"] = directory,
                // podman in docker's place would keep the log-in where the user's own variable says.
                ["REGISTRY_AUTH_FILE"] = Path.Combine(directory, DockerConfiguration.FileName),
            }
            : base.Variables(settings);
}

/// <summary>How docker is run.</summary>
public class DockerSettings : ExternalToolSettings
{
    /// <summary>
    /// Directory of the client's configuration, with its log-ins; the user's own when <see langword="null"/>. A private
    /// one comes from <see cref="DockerConfiguration"/>.
    /// </summary>
    public string? ConfigurationDirectory { get; set; }
}
