using Foundation.Secrets;

namespace Pipeline.GitLab;

/// <summary>The environment variables that lead to a GitLab project.</summary>
public static class GitLabVariables
{
    /// <summary>The variable that holds the token.</summary>
    public const string Token = "GITLAB_TOKEN";

    /// <summary>The variable that names the project.</summary>
    public const string Project = "GITLAB_PROJECT";

    /// <summary>The variable that names the server.</summary>
    public const string Server = "GITLAB_URL";

    /// <summary>Reads them. GitLab's own, which its jobs have, stand in for those that are not set.</summary>
    /// <param name="environment">Gives environment variables.</param>
    /// <param name="problems">Receives what is wrong with them.</param>
    /// <returns>What they say; <see langword="null"/> unless both a token and a project are set.</returns>
    public static GitLabSettings? Read(Func<string, string?> environment, ICollection<string> problems)
    {
        if (
            First(environment, Token) is not { Text: var token }
            || First(environment, Project, "CI_PROJECT_ID") is not { Text: var project }
        )
            return null;
        if (First(environment, Server, "CI_SERVER_URL") is not var (name, server))
            return new GitLabSettings(null, project, new Secret(token));
        if (
            !Uri.TryCreate(server.TrimEnd('/') + "/api/v4/", UriKind.Absolute, out var api)
            || !(api.Scheme == Uri.UriSchemeHttps || (api.Scheme == Uri.UriSchemeHttp && api.IsLoopback))
        )
        {
            problems.Add($"{name}: '{server}' is no https address; the token would be sent in the clear");
            return null;
        }
        return new GitLabSettings(api, project, new Secret(token));
    }

    private static (string Name, string Text)? First(Func<string, string?> environment, params string[] names) =>
        names
            .Select(name => (Name: name, Text: environment(name)?.Trim() ?? ""))
            .Where(variable => variable.Text.Length > 0)
            .Select(variable => ((string, string)?)variable)
            .FirstOrDefault();
}
