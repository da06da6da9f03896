using System.Net;
using System.Text.Json;
using Foundation.Failures;
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

    // "401, 403 and 404 mean token, scope and path": GitLab says 404 for a project that the token may not see.
    private static string? HelpFor(GitLabProject project, HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized => "GITLAB_TOKEN is wrong or has expired: make a new one with scope api",
            HttpStatusCode.Forbidden =>
                "the token of GITLAB_TOKEN needs scope api and the role Maintainer or Developer",
            HttpStatusCode.NotFound => $"GITLAB_PROJECT is {project.Project}: check it, and that the token may see it",
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
