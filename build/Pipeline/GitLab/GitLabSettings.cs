using Foundation.Secrets;
using Releases.GitLab;

namespace Pipeline.GitLab;

/// <summary>What the environment says of a project on GitLab.</summary>
/// <param name="Api">The server's API; <see langword="null"/> where no variable names the server.</param>
/// <param name="Project">The project's number, or its path.</param>
/// <param name="Token">A token of scope <c>api</c>.</param>
public sealed record GitLabSettings(Uri? Api, string Project, Secret Token)
{
    private const string UsualHost = "gitlab.com";

    private static readonly Uri UsualApi = new($"https://{UsualHost}/api/v4/");

    /// <summary>
    /// The project at the server that was named, else at gitlab.com where the repository is there too. No other server
    /// is guessed: a token goes to nobody who was not named.
    /// </summary>
    /// <param name="host">The host of the repository's remote, where it is known.</param>
    public GitLabProject? At(string? host) => (Api ?? ApiOf(host)) is { } api ? new(api, Project, Token) : null;

    // ssh may go through altssh.gitlab.com.
    private static Uri? ApiOf(string? host) =>
        host == UsualHost || host?.EndsWith($".{UsualHost}", StringComparison.Ordinal) == true ? UsualApi : null;
}
