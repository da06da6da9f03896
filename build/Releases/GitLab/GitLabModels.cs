using System.Text.Json.Serialization;
using Foundation.Secrets;

namespace Releases.GitLab;

/// <summary>A project on a GitLab server, and the token that acts for a person there.</summary>
/// <param name="Api">The address of the server's REST API: <c>https://gitlab.com/api/v4/</c>.</param>
/// <param name="Project">The project's number, or its path: <c>group/project</c>.</param>
/// <param name="Token">A token of scope <c>api</c>.</param>
public sealed record GitLabProject(Uri Api, string Project, Secret Token);

/// <summary>An environment as GitLab's environments API takes it.</summary>
/// <param name="Name">Its name: <c>production/uk</c>.</param>
/// <param name="Tier">GitLab's word for what it is for, by which it may be protected: <c>production</c>.</param>
public sealed record EnvironmentDraft(string Name, string Tier);

/// <summary>A deployment as GitLab's deployments API takes it.</summary>
/// <param name="Environment">The environment's name: <c>production/uk</c>.</param>
/// <param name="Sha">The commit.</param>
/// <param name="Ref">The branch or tag.</param>
/// <param name="Tag">Whether <paramref name="Ref"/> is a tag.</param>
/// <param name="Status">The deployment's status.</param>
public sealed record GitLabDeployment(string Environment, string Sha, string Ref, bool Tag, DeploymentStatus Status);

/// <summary>The status of a deployment, as GitLab's environments page shows it.</summary>
public enum DeploymentStatus
{
    /// <summary>The deployment has begun.</summary>
    Running,

    /// <summary>The deployment is live.</summary>
    Success,

    /// <summary>The deployment failed.</summary>
    Failed,

    /// <summary>Somebody stopped the deployment.</summary>
    Canceled,
}

/// <summary>The new status of a deployment.</summary>
internal sealed record StatusChange(DeploymentStatus Status);

/// <summary>A job of a pipeline.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name; a region's is <c>deploy uk</c>.</param>
/// <param name="Status">
/// GitLab's word for the job's state: <c>created</c>, <c>pending</c>, <c>running</c>, <c>manual</c> …
/// </param>
public sealed record GitLabJob(long Id, string Name, string Status)
{
    /// <summary>Whether GitLab will start the job by itself and has not started it yet.</summary>
    public bool IsAhead => Status is "created" or "waiting_for_resource" or "preparing" or "pending" or "scheduled";

    /// <summary>Whether the job runs.</summary>
    public bool IsRunning => Status == "running";

    /// <summary>Whether the job has done what it was for.</summary>
    public bool HasPassed => Status == "success";
}

/// <summary>A job that starts another pipeline.</summary>
/// <param name="DownstreamPipeline">The pipeline. <see langword="null"/> until the job has begun.</param>
internal sealed record TriggerJob(PipelineNumber? DownstreamPipeline);

/// <summary>A pipeline.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ProjectId">The project that it is of.</param>
internal sealed record PipelineNumber(long Id, long ProjectId = 0);

/// <summary>A merge request of a project.</summary>
/// <param name="Number">Its number in the project.</param>
/// <param name="Address">Its page.</param>
public sealed record MergeRequest(
    [property: JsonPropertyName("iid")] long Number,
    [property: JsonPropertyName("web_url")] Uri Address
);

/// <summary>A merge request to open.</summary>
/// <param name="SourceBranch">The branch to merge.</param>
/// <param name="TargetBranch">The branch that it goes into.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Markdown.</param>
public sealed record MergeRequestDraft(string SourceBranch, string TargetBranch, string Title, string Description);

/// <summary>The number that every object of GitLab has.</summary>
internal sealed record Numbered(long Id);
