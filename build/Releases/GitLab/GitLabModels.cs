using System.Text.Json.Serialization;
using Foundation.Secrets;

namespace Releases.GitLab;

/// <summary>A project on a GitLab server, and the token that speaks for a person there.</summary>
/// <param name="Api">The address of the server's REST API: <c>https://gitlab.com/api/v4/</c>.</param>
/// <param name="Project">The project's number, or its path: <c>group/project</c>.</param>
/// <param name="Token">A token of scope <c>api</c>.</param>
public sealed record GitLabProject(Uri Api, string Project, Secret Token);

/// <summary>A deployment as GitLab's deployments API takes it.</summary>
/// <param name="Environment">The environment's name: <c>production/uk</c>.</param>
/// <param name="Sha">The commit.</param>
/// <param name="Ref">The branch or tag.</param>
/// <param name="Tag">Whether <paramref name="Ref"/> is a tag.</param>
/// <param name="Status">How far it is.</param>
public sealed record GitLabDeployment(string Environment, string Sha, string Ref, bool Tag, DeploymentStatus Status);

/// <summary>How far a deployment is, as GitLab's environments page shows it.</summary>
public enum DeploymentStatus
{
    /// <summary>It has begun.</summary>
    Running,

    /// <summary>It is live.</summary>
    Success,

    /// <summary>It went wrong.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Canceled,
}

/// <summary>How a deployment goes on.</summary>
internal sealed record StatusChange(DeploymentStatus Status);

/// <summary>A job of a pipeline.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name; a job of a matrix is <c>deploy: [uk]</c>.</param>
/// <param name="Status">GitLab's word for how far it is: <c>created</c>, <c>pending</c>, <c>running</c>, <c>manual</c>
/// …</param>
public sealed record GitLabJob(long Id, string Name, string Status)
{
    /// <summary>Whether GitLab would start it by itself, and has not.</summary>
    public bool IsAhead => Status is "created" or "waiting_for_resource" or "preparing" or "pending" or "scheduled";

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => Status == "running";
}

/// <summary>A merge request of a project.</summary>
/// <param name="Number">Its number in the project.</param>
/// <param name="Address">Its page.</param>
public sealed record MergeRequest(
    [property: JsonPropertyName("iid")] long Number,
    [property: JsonPropertyName("web_url")] Uri Address
);

/// <summary>A merge request that does not exist yet.</summary>
/// <param name="SourceBranch">The branch to merge.</param>
/// <param name="TargetBranch">The branch that it goes into.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Markdown.</param>
public sealed record MergeRequestDraft(string SourceBranch, string TargetBranch, string Title, string Description);

/// <summary>What every thing of GitLab has: a number.</summary>
internal sealed record Numbered(long Id);
