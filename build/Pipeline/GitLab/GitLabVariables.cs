using Foundation.Secrets;
using Releases.GitLab;

namespace Pipeline.GitLab;

/// <summary>The environment variables that lead to a GitLab project.</summary>
public static class GitLabVariables
{
    /// <summary>The variable that holds the token.</summary>
    public const string Token = "GITLAB_TOKEN";

    /// <summary>The variable that names the project.</summary>
    public const string Project = "GITLAB_PROJECT";

    private const string Server = "GITLAB_URL";

    /// <summary>Reads them. GitLab's own, which its jobs have, stand in for those that are not set.</summary>
    /// <param name="environment">Gives environment variables.</param>
    /// <param name="problems">Receives what is wrong with them.</param>
    /// <returns>The project, or <see langword="null"/> unless both a token and a project are set.</returns>
    public static GitLabProject? Read(Func<string, string?> environment, ICollection<string> problems)
    {
        if (
            First(environment, Token) is not { } token
            || First(environment, Project, "CI_PROJECT_ID") is not { } project
        )
            return null;
        var server = First(environment, Server, "CI_SERVER_URL") ?? "https://gitlab.com";
        if (
            !Uri.TryCreate(server.TrimEnd('/') + "/api/v4/", UriKind.Absolute, out var api)
            || !(api.Scheme == Uri.UriSchemeHttps || (api.Scheme == Uri.UriSchemeHttp && api.IsLoopback))
        )
        {
            problems.Add($"{Server}: '{server}' is no https address; the token would be sent in the clear");
            return null;
        }
        return new GitLabProject(api, project, new Secret(token));
    }

    private static string? First(Func<string, string?> environment, params string[] names) =>
        names.Select(environment).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim();
}
