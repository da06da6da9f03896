using System.Text;
using System.Text.RegularExpressions;
using Foundation.Failures;
using Releases.Images;

namespace Pipeline.Tools.Docker;

/// <summary>Logs in to registries and pushes.</summary>
public sealed partial class DockerRegistryClient(ToolHost host) : DockerTool<DockerSettings>(host)
{
    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromMinutes(30);

    /// <summary>
    /// Logs in, with the password on standard input. The log-in is kept in the settings' configuration.
    /// </summary>
    /// <exception cref="ReleaseException">The registry does not accept it, or cannot be reached.</exception>
    public Task LogInAsync(
        string registry,
        RegistryCredentials credentials,
        DockerSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (credentials.Password.IsEmpty)
            throw new ReleaseException($"The password for {registry} is empty.", "Check DOCKER_REGISTRY_PASSWORD");
        if (settings.ConfigurationDirectory is null)
            throw new ArgumentException("A log-in goes into a private configuration only.", nameof(settings));

        string[] arguments = ["login", "--username", credentials.User, "--password-stdin", "--", registry];
        var command = ToolCommand.Of("login", arguments) with
        {
            StandardInput = Encoding.UTF8.GetBytes(credentials.Password.Reveal()),
            Secrets = [credentials.Password],
            Limit = TimeSpan.FromMinutes(1),
        };
        return RunAsync(settings, command, cancellationToken);
    }

    /// <summary>Pushes an image.</summary>
    /// <returns>
    /// The digest that the registry gave it; <see langword="null"/> when the program does not print it, as podman in
    /// docker's place.
    /// </returns>
    /// <exception cref="ReleaseException">The push failed.</exception>
    public async Task<string?> PushAsync(string image, DockerSettings settings, CancellationToken cancellationToken)
    {
        var command = ToolCommand.Of("push", "push", "--", image) with
        {
            OnLine = settings.OnLine,
            Hints = DockerFailures.OfPush,
        };
        var output = await RunAsync(settings, command, cancellationToken);
        return output
            .Lines.Select(line => Pushed().Match(line))
            .LastOrDefault(match => match.Success)
            ?.Groups["digest"]
            .Value;
    }

    // "1.2.3: digest: sha256:… size: 528"
    [GeneratedRegex(
        @"\bdigest: (?<digest>sha256:[0-9a-f]{64})\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pushed();
}
