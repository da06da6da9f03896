namespace Pipeline.Tools.Docker;

/// <summary>How docker is run.</summary>
public class DockerSettings : ExternalToolSettings
{
    /// <summary>
    /// Directory of the client's configuration, with its log-ins; the user's own when <see langword="null"/>. A private
    /// one comes from <see cref="DockerConfiguration"/>.
    /// </summary>
    public string? ConfigurationDirectory { get; set; }
}
