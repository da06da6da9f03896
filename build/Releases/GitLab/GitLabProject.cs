using Foundation.Secrets;

namespace Releases.GitLab;

/// <summary>A project on a GitLab server, and the token that speaks for a person there.</summary>
/// <param name="Api">The address of the server's REST API: <c>https://gitlab.com/api/v4/</c>.</param>
/// <param name="Project">The project's number, or its path: <c>group/project</c>.</param>
/// <param name="Token">A token of scope <c>api</c>.</param>
public sealed record GitLabProject(Uri Api, string Project, Secret Token);
