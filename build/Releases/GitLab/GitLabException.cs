using System.Net;
using System.Text.Json;
using Foundation.Failures;
using Foundation.Http;
using Foundation.Json;
using Foundation.Text;

namespace Releases.GitLab;

/// <summary>GitLab cannot be reached, or it refuses a request. A release never fails for this reason.</summary>
public sealed class GitLabException : ReleaseException
{
    private const int LongestReason = 200;

    private static readonly string[] Reasons = ["message", "error_description", "error"];

    internal GitLabException(GitLabProject project, string what, string reason, string? nextStep = null)
        : base($"{project.Api.Host}: {what}: {reason}", nextStep) { }

    internal static GitLabException Refused(GitLabProject project, string what, HttpStatusCode status, string body) =>
        new(project, what, $"{(int)status} {ReasonIn(body) ?? status.ToString()}", HelpFor(project, status));

    internal static GitLabException Unreached(GitLabProject project, string what, Exception failure)
    {
        var trouble = ConnectionTrouble.Of(failure);
        return new(project, what, trouble.Words, trouble.NextStep);
    }

    internal static GitLabException Unreadable(GitLabProject project, string what, JsonException failure) =>
        new(
            project,
            what,
            $"not an answer of GitLab's API: {failure.Message}",
            $"GITLAB_URL leads to {project.Api}: check it, and that no login page or proxy stands before it"
        );

    // "401, 403 and 404 mean token, scope and path": GitLab says 404 for a project that the token may not see.
    private static string? HelpFor(GitLabProject project, HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized => "GITLAB_TOKEN is wrong or has expired: make a new one with scope api",
            HttpStatusCode.Forbidden =>
                "the token of GITLAB_TOKEN needs scope api and the role Maintainer or Developer; where environments, branches or tags are protected, its owner has to be among those who may change them",
            HttpStatusCode.NotFound =>
                $"GITLAB_URL leads to {project.Api}, and GITLAB_PROJECT is {project.Project}: check both, and that the token may see the project",
            // GitLab refuses a change at a project's former path with 405.
            HttpStatusCode.MethodNotAllowed or (>= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest) =>
                $"the project or the server has moved, or a login page stands before it: check GITLAB_PROJECT, now {project.Project}, and GITLAB_URL, now {project.Api}",
            _ => null,
        };

    // `message` is a text, a list or an object of lists. GitLab's outer layer answers with `error` instead.
    private static string? ReasonIn(string body) =>
        LooseJson.TryParse(body) is { } json
            ? Reasons.Select(name => json.Find(name)).OfType<JsonElement>().Select(Short).FirstOrDefault()
            : null;

    private static string Short(JsonElement reason) =>
        Shortened.To((reason.Text() ?? reason.GetRawText()).ReplaceLineEndings(" "), LongestReason);
}
